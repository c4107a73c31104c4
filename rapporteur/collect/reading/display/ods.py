"""What the cells of an .ods show: the file holds the text that is seen, beside the value."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from rapporteur.collect.reading.display.cells import Look, Remark, Run, SheetLooks

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"

# What another look than the stored value takes, searched in the bytes before they are parsed.
_FEATURES = tuple(
    re.compile(pattern)
    for pattern in (
        rb"<text:tab\b",
        rb"<text:line-break\b",
        rb"<text:s\b",
        rb"<office:annotation\b",
        rb"<draw:",
        rb"""xlink:href="(?!#)""",
    )
)
_FONTS = (
    re.compile(rb"""line-through-(?:style|type)="(?!none)"""),
    re.compile(rb"""text-position="(?!0%)"""),
)
_TYPED = re.compile(rb"""office:value-type="(?!string|boolean)""")
_VALUE = re.compile(
    rb"""office:value-type="(?:float|percentage|currency|date|time)"[^<>]*?"""
    rb"""office:(?:date-|time-)?value="([^"]*)"[^<>]*>(?:<text:p>([^<]*)</text:p>)?"""
)
_NAMES = re.compile(r"""<table:table\b[^<>]*table:name="([^"]*)\"""")
_MOST = 1_000  # times that a filled cell or row is taken as repeated
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def looks(archive: zipfile.ZipFile) -> Mapping[str, SheetLooks]:
    """The looks of the sheets of a workbook, by name.

    Raises `KeyError` if it is no .ods, and what damaged bytes cause.
    """
    data = archive.read("content.xml")
    more = archive.read("styles.xml") if "styles.xml" in archive.namelist() else b""
    if _is_plain(data) and not _has(_FONTS, more):
        return dict.fromkeys(_NAMES.findall(data.decode("utf-8", "replace")), SheetLooks())
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(data, parser)
    fonts: dict[str, Run] = {}
    if _has(_FONTS, more):
        _add_fonts(fonts, etree.fromstring(more, parser))
    _add_fonts(fonts, root)
    tables = root.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table")
    return {table.get(f"{_TABLE}name", ""): _sheet(table, fonts) for table in tables}


def _is_plain(data: bytes) -> bool:
    """Whether all cells show what they store, there is nothing over the sheets, and no links."""
    if _has(_FEATURES, data) or _has(_FONTS, data):
        return False
    values = list(_VALUE.finditer(data))
    return len(values) == len(_TYPED.findall(data)) and all(
        match[1] == match[2] for match in values
    )


def _has(patterns: Sequence[re.Pattern[bytes]], data: bytes) -> bool:
    return any(pattern.search(data) for pattern in patterns)


def _add_fonts(fonts: dict[str, Run], root: Any) -> None:
    """Add the styles that strike out or raise, by name."""
    for style in root.iter(f"{_STYLE}style"):
        struck = raised = None
        for properties in style.iterfind(f"{_STYLE}text-properties"):
            struck = _struck(properties)
            raised = _raised(properties)
        parent = fonts.get(style.get(f"{_STYLE}parent-style-name", ""), Run(""))
        font = Run(
            "",
            parent.struck if struck is None else struck,
            parent.raised if raised is None else raised,
        )
        if font != Run("") or parent != Run(""):
            fonts[style.get(f"{_STYLE}name", "")] = font


def _struck(properties: Any) -> bool | None:
    kinds = [properties.get(f"{_STYLE}text-line-through-{name}") for name in ("style", "type")]
    stated = [kind for kind in kinds if kind]
    return any(kind != "none" for kind in stated) if stated else None


def _raised(properties: Any) -> Any:
    position = (properties.get(f"{_STYLE}text-position") or "").split()
    if not position:
        return None
    if position[0] in ("super", "sub"):
        return position[0]
    share = position[0].rstrip("%")
    number = float(share) if share.lstrip("-").replace(".", "", 1).isdigit() else 0.0
    return "super" if number > 0 else "sub" if number < 0 else ""


def _sheet(table: Any, fonts: Mapping[str, Run]) -> SheetLooks:
    sheet = SheetLooks()
    number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        times = _times(row, "rows")
        cells = list(_row(row, fonts, sheet, number))
        for again in range(min(times, _MOST) if cells else 0):
            for column, look in cells:
                sheet.cells[number + again, column] = look
        number += times
    for shapes in table.iterfind(f"{_TABLE}shapes"):
        for shape in shapes:
            if text := _shape_text(shape):
                sheet.remarks.append(Remark("text_box", 0, 0, text))
    return sheet


def _times(element: Any, kind: str) -> int:
    number = element.get(f"{_TABLE}number-{kind}-repeated", "1")
    return max(1, int(number)) if number.isdecimal() else 1


def _row(
    row: Any, fonts: Mapping[str, Run], sheet: SheetLooks, number: int
) -> Iterator[tuple[int, Look]]:
    column = 0
    for cell in row.iterchildren(*_CELLS):
        times = _times(cell, "columns")
        if len(cell):
            look = _look(cell, fonts)
            if look is not None:
                for again in range(min(times, _MOST)):
                    yield column + again, look
            for note in cell.iterfind(f"{_OFFICE}annotation"):
                author = note.findtext(_CREATOR) or ""
                if text := _paragraphs(note):
                    sheet.remarks.append(Remark("comment", number, column, text, author))
            for shape in cell:
                if str(shape.tag).startswith(_DRAW) and (text := _shape_text(shape)):
                    sheet.remarks.append(Remark("text_box", number, column, text))
        column += times


def _look(cell: Any, fonts: Mapping[str, Run]) -> Look | None:
    """The look of a filled cell: its text always, its runs where some are struck or raised."""
    font = fonts.get(cell.get(f"{_TABLE}style-name", ""), Run(""))
    runs: list[Run] = []
    link = ""
    for number, paragraph in enumerate(cell.iterchildren(f"{_TEXT}p")):
        if number:
            runs.append(Run("\n", font.struck))
        runs += _runs(paragraph, font, fonts)
        link = link or next((a.get(_LINK, "") for a in paragraph.iter(f"{_TEXT}a")), "")
    if not runs:
        return None
    text = "".join(run.text for run in runs)
    marked = [run for run in runs if run.struck or run.raised]
    kind = cell.get(f"{_OFFICE}value-type", "string")
    if kind == "boolean":
        return None
    link = link if "://" in link or link.startswith("mailto:") else ""
    return Look("", text, tuple(runs) if marked else (), font, link)


def _runs(element: Any, font: Run, fonts: Mapping[str, Run]) -> Iterator[Run]:
    """The runs of a paragraph or a span; tabs, spaces and line breaks are elements."""
    if element.text:
        yield Run(element.text, font.struck, font.raised)
    for child in element:
        match child.tag:
            case tag if tag == f"{_TEXT}tab":
                yield Run("\t", font.struck)
            case tag if tag == f"{_TEXT}line-break":
                yield Run("\n", font.struck)
            case tag if tag == f"{_TEXT}s":
                count = child.get(f"{_TEXT}c", "1")
                yield Run(" " * (min(int(count), 1_000) if count.isdecimal() else 1), font.struck)
            case tag if tag in (f"{_TEXT}span", f"{_TEXT}a"):
                own = fonts.get(child.get(f"{_TEXT}style-name", ""))
                whole = own and Run("", own.struck or font.struck, own.raised or font.raised)
                yield from _runs(child, whole or font, fonts)
            case tag if isinstance(tag, str) and not tag.startswith((_OFFICE, _DRAW)):
                yield from _runs(child, font, fonts)
        if child.tail:
            yield Run(child.tail, font.struck, font.raised)


def _paragraphs(element: Any) -> str:
    lines = ("".join(line.itertext()) for line in element.iter(f"{_TEXT}p"))
    return "\n".join(line for line in lines if line.strip()).strip()


def _shape_text(shape: Any) -> str:
    if not isinstance(shape.tag, str) or shape.tag == f"{_DRAW}control":
        return ""
    return _paragraphs(shape)
