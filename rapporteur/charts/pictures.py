"""Pictures of charts, in pixels and in lines, the same bytes every time."""

import io
import logging
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from rapporteur.charts.content import ChartContent
from rapporteur.charts.texts import alt_text, notes
from rapporteur.files import replacing
from rapporteur.publish.edition import Edition

_SVG = "{http://www.w3.org/2000/svg}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TITLE, _NOTE = 9.5, 6.5  # points

# Where there is no home to keep a list of fonts in, matplotlib would say so every time.
logging.getLogger("matplotlib").setLevel(logging.ERROR)


def draw(edition: Edition, content: ChartContent, folder: Path) -> list[Path]:
    """Write `<cycle>.<language>.<chart>.png` and `.svg`; none of a chart without counts."""
    if content.empty:
        return []
    from rapporteur.charts.bars import draw_bars  # matplotlib takes half a second
    from rapporteur.charts.canvas import GREY, Canvas
    from rapporteur.charts.matrix import draw_matrix

    title, alt = edition.words(content.chart.title), alt_text(edition, content)
    canvas = Canvas(edition.language, edition.rtl)
    canvas.height = 2
    canvas.paragraph(title, _TITLE, after=6)
    (draw_matrix if content.matrix else draw_bars)(canvas, edition, content)
    for note in notes(edition, content):
        canvas.paragraph(note, _NOTE, color=GREY, after=2)
    stem = f"{edition.cycle.id}.{edition.language}.{content.chart.id}"
    files = {
        folder / f"{stem}.png": canvas.png({"Title": title, "Description": alt}),
        folder / f"{stem}.svg": _described(canvas.svg(), title, alt, edition.language),
    }
    for path, given in files.items():
        with replacing(path) as beside:
            beside.write_bytes(given)
    return list(files)


def draw_all(edition: Edition, contents: Sequence[ChartContent], folder: Path) -> list[Path]:
    """Write the pictures of all charts in one language, and remove those of charts no more."""
    paths = [path for content in contents for path in draw(edition, content, folder)]
    for kind in ("png", "svg"):
        for old in folder.glob(f"{edition.cycle.id}.{edition.language}.*.{kind}"):
            if old not in paths:
                old.unlink()
    return paths


def _described(svg: bytes, title: str, alt: str, language: str) -> bytes:
    """The picture with what a screen reader says of it."""
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
