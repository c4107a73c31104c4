"""The figures of the annex, each with its caption above, its source and notes below."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapporteur.disseminate.annex.markup import Script, attribute, bookmarked, paragraph
from rapporteur.disseminate.content.chart_content import ChartContent
from rapporteur.disseminate.content.chart_texts import alt_text, notes, titles
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.pictures.draw import Picture, read_picture

_TALLEST = 11000  # twips: leaves room for caption and notes on a page
_EMU = 635  # English metric units, of a twip
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WHOLE = 100_000  # thousandths of a per cent

Embed = Callable[[Path], str]
"""Puts the file of a picture into the document, and returns its key there."""


@dataclass(frozen=True)
class Figure:
    """A chart with its numbered title and its picture; a chart without counts has no picture."""

    content: ChartContent
    title: str
    picture: Picture | None


def read_figures(
    edition: Edition, charts: Sequence[ChartContent], folder: Path
) -> tuple[Figure, ...]:
    """The charts as figures of the annex, their pictures in the folder where they were drawn.

    Raises `FileNotFoundError` when a picture is missing.
    """
    numbered = titles(edition, charts)
    return tuple(
        Figure(
            content,
            numbered[content.chart.id],
            None if content.empty else read_picture(edition, content, folder),
        )
        for content in charts
    )


def figures(
    edition: Edition, shown: Sequence[Figure], first: int, room: int, embed: Embed
) -> Iterator[str]:
    """The paragraphs of all figures, `room` twips wide, their bookmarks numbered from `first`."""
    script = Script(edition.rtl)
    yield paragraph("Heading1", script.run(edition.say("annex-figures")))
    yield paragraph("Normal", script.run(edition.say("annex-figures.about")))
    for number, figure in enumerate(shown, start=first):
        caption = script.run(figure.title)
        yield paragraph("Caption", bookmarked(number, figure.content.chart.id, caption))
        alt = alt_text(edition, figure.content)
        if figure.picture is None:
            yield paragraph("TableText", script.run(alt))
        else:
            named = f'id="{number}" name="{figure.content.chart.id}" descr="{attribute(alt)}"'
            key = embed(figure.picture.path)
            yield paragraph("Figure", _drawing(figure.picture, named, key, room))
        *others, last = notes(edition, figure.content)
        for text in others:
            yield paragraph("FigureSource", script.run(text))
        yield paragraph("FigureNote", script.run(last))


def _drawing(picture: Picture, named: str, key: str, room: int) -> str:
    """The picture inline, without its title and notes, which the document has as text."""
    shown = picture.height * (1 - picture.above - picture.below) / picture.width
    wide = min(room, _TALLEST / shown)
    size = f'cx="{round(wide * _EMU)}" cy="{round(wide * shown * _EMU)}"'
    above, below = (round(part * _WHOLE) for part in (picture.above, picture.below))
    return "".join((
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"',
        f' xmlns:wp="{_DRAWING}/wordprocessingDrawing"><wp:extent {size}/>',
        f"<wp:docPr {named}/>",
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_DRAWING}/main"',
        f' noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic xmlns:a="{_DRAWING}/main">',
        f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture">',
        f'<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>',
        f'<pic:blipFill><a:blip r:embed="{key}" xmlns:r="{_RELATIONSHIPS}"/>',
        f'<a:srcRect t="{above}" b="{below}"/><a:stretch><a:fillRect/></a:stretch>',
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>',
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>',
        "</a:graphic></wp:inline></w:drawing></w:r>",
    ))  # fmt: skip
