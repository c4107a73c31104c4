"""Pictures of charts as PNG and SVG, the same bytes every time."""

import io
import logging
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from PIL import Image

from rapporteur.disseminate.content.chart_content import ChartContent
from rapporteur.disseminate.content.chart_texts import alt_text, notes
from rapporteur.disseminate.content.edition import Edition
from rapporteur.kernel.derived import key
from rapporteur.kernel.files import replacing

_SVG = "{http://www.w3.org/2000/svg}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TITLE, _NOTE = 9.5, 6.5  # points
_MARKS = 3.0  # points: how far marks rise above the letters of the notes' first line
_MARGINS = "Margins"
"""The keyword of a PNG for the shares of its height that are title and notes."""

# Without a home folder for its list of fonts, matplotlib would warn every time.
logging.getLogger("matplotlib").setLevel(logging.ERROR)


@dataclass(frozen=True)
class Picture:
    """A PNG: its size in pixels, and the shares of its height above and below the chart.

    `above` is the title, `below` are source and notes, which a document sets in its own type.
    """

    path: Path
    width: int
    height: int
    above: float
    below: float


def read_picture(edition: Edition, content: ChartContent, folder: Path) -> Picture:
    """The PNG that `draw` has written. Raises `FileNotFoundError` when there is none."""
    path = folder / f"{_stem(edition, content)}.png"
    with Image.open(path) as image:
        above, below = map(float, str(image.info[_MARGINS]).split())
        return Picture(path, image.width, image.height, above, below)


def picture_key(edition: Edition, content: ChartContent) -> str:
    """The key of the files that `draw` writes: of all that they are made from."""
    return key(edition.cycle.id, edition.language, edition.profile, content)


def draw(edition: Edition, content: ChartContent, folder: Path) -> list[Path]:
    """Write `<cycle>.<language>.<chart>.png` and `.svg`, unless the chart has no counts."""
    if content.empty:
        return []
    from rapporteur.disseminate.pictures.bars import draw_bars  # matplotlib takes half a second
    from rapporteur.disseminate.pictures.canvas import GREY, Canvas
    from rapporteur.disseminate.pictures.matrix import draw_matrix

    title, alt = edition.words(content.chart.title), alt_text(edition, content)
    canvas = Canvas(edition.language, edition.rtl)
    canvas.height = 2
    canvas.paragraph(title, _TITLE, after=6)
    top = canvas.height
    (draw_matrix if content.matrix else draw_bars)(canvas, edition, content)
    end = canvas.height - _MARKS
    for note in notes(edition, content):
        canvas.paragraph(note, _NOTE, color=GREY, after=2)
    stem = _stem(edition, content)
    margins = f"{top / canvas.height:.4f} {1 - end / canvas.height:.4f}"
    metadata = {"Title": title, "Description": alt, _MARGINS: margins}
    files = {
        folder / f"{stem}.png": canvas.png(metadata),
        folder / f"{stem}.svg": _described(canvas.svg(), title, alt, edition.language),
    }
    for path, data in files.items():
        with replacing(path) as beside:
            beside.write_bytes(data)
    return list(files)


def _stem(edition: Edition, content: ChartContent) -> str:
    return f"{edition.cycle.id}.{edition.language}.{content.chart.id}"


def _described(svg: bytes, title: str, alt: str, language: str) -> bytes:
    """The picture with its alternative text for screen readers."""
    tree = etree.parse(io.BytesIO(svg))
    root = tree.getroot()
    for at, (tag, text) in enumerate((("title", title), ("desc", alt))):
        element = etree.Element(f"{_SVG}{tag}", id=tag)
        element.text = text
        root.insert(at, element)
    root.set("role", "img")
    root.set("lang", language)
    root.set(_LANG, language)
    root.set("aria-labelledby", "title desc")
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="utf-8"))
