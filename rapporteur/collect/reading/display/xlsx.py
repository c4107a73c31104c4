"""What the cells of an .xlsx or .xlsm show: formats, struck-out and raised runs, links, remarks.

Most workbooks have none of it, so the bytes of a part are searched before it is parsed.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import Any

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string

from rapporteur.collect.reading.display.cells import Look, Remark, Run, SheetLooks
from rapporteur.collect.reading.display.number_format import is_plain
from rapporteur.kernel.xlsx_parts import XlsxParts

_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^<>]*)>")
_FORMATS_OF_CELLS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT_OF_CELL = re.compile(rb"<(?:\w+:)?xf\b([^<>]*)>")
_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font\b[^<>]*?(?:/>|>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_STRUCK = re.compile(rb"""<(?:\w+:)?strike\b(?![^<>]*val=["'](?:0|false)["'])""")
_RAISED = re.compile(rb"""<(?:\w+:)?vertAlign\b[^<>]*val=["'](super|sub)script["']""")
_RUNS = (b"strike", b"vertAlign")
_STRING = re.compile(rb"<(?:\w+:)?si\b[^<>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_INLINE = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>\s*(<(?:\w+:)?is>.*?</(?:\w+:)?is>)", re.DOTALL)
_SHARED = re.compile(
    rb"""<(?:\w+:)?c\b([^<>]*\bt=["']s["'][^<>]*)>\s*<(?:\w+:)?v>\s*(\d+)\s*<""", re.DOTALL
)
_STYLED = rb"""<(?:\w+:)?c\b(?=[^<>]*\bs=["'](?:%s)["'])([^<>]*)(?<!/)>"""
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_STYLE = re.compile(rb"""\bs=["'](\d+)["']""")
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\b([^<>]*)>")
_LINK_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\b([^<>]*)>\s*<(?:\w+:)?f>\s*HYPERLINK\((?:"|&quot;)(.*?)(?:"|&quot;)[,)]"""
)
# The short dates of the system: each program shows them in its own way.
_SYSTEM_DATES = frozenset({14, 22})

_Place = tuple[int, int]
_Styles = Mapping[int, tuple[str, Run]]
"""The format and font of the styles that do not show simply what a cell stores."""
_Parts = tuple[tuple[Run, bool], ...]
"""The runs of a text, each with whether it has a format of its own."""


def looks(parts: XlsxParts) -> Mapping[str, SheetLooks]:
    """The looks of the sheets of a workbook, by name."""
    styles = _styles(parts.read("xl/styles.xml"))
    strings = _strings(parts)
    return {name: _sheet(parts, path, styles, strings) for name, path in parts.sheets().items()}


@lru_cache(50)  # the questionnaires of a language have the same styles
def _styles(data: bytes) -> _Styles:
    formats = dict(BUILTIN_FORMATS)
    for match in _FORMAT.finditer(data):
        attributes = _attributes(match[1])
        number = attributes.get("numFmtId", "")
        if number.isdecimal():
            formats[int(number)] = attributes.get("formatCode", "")
    fonts: list[Run] = []
    if any(mark in data for mark in _RUNS) and (part := _FONTS.search(data)):
        fonts = [_font(match[1] or b"") for match in _FONT.finditer(part[0])]
    cells = _FORMATS_OF_CELLS.search(data)
    styles = {}
    for index, match in enumerate(_FORMAT_OF_CELL.finditer(cells[0] if cells else b"")):
        attributes = _attributes(match[1])
        number, font_id = attributes.get("numFmtId", "0"), attributes.get("fontId", "0")
        code = formats.get(int(number), "") if number.isdecimal() else ""
        if number.isdecimal() and int(number) in _SYSTEM_DATES:
            code = ""
        at = int(font_id) if font_id.isdecimal() else 0
        font = fonts[at] if at < len(fonts) else Run("")
        if not is_plain(code) or font != Run(""):
            styles[index] = (code, font)
    return styles


def _font(data: bytes) -> Run:
    raised = _RAISED.search(data)
    position: Any = raised[1].decode() if raised else ""
    return Run("", _STRUCK.search(data) is not None, position)


def _attributes(data: bytes) -> dict[str, str]:
    return {
        key.decode(): unescape(value.decode("utf-8", "replace"))
        for key, value in _ATTRIBUTE.findall(data)
    }


def _strings(parts: XlsxParts) -> Mapping[int, _Parts]:
    """The shared strings with struck-out or raised runs, by their number."""
    data = parts.read("xl/sharedStrings.xml")
    if not any(mark in data for mark in _RUNS):
        return {}
    return {
        number: _runs(match[1])
        for number, match in enumerate(_STRING.finditer(data))
        if match[1] and any(mark in match[1] for mark in _RUNS)
    }


def _runs(inside: bytes) -> _Parts:
    """The runs of a text; one without a format of its own has the font of its cell."""
    found: list[tuple[Run, bool]] = []
    # The prefixes are those of the part; only local names count here.
    bare = re.sub(rb"(</?)\w+:", rb"\1", inside)
    try:
        root = etree.fromstring(b"<si>" + bare + b"</si>", _parser())
    except etree.XMLSyntaxError:
        return ()
    for child in root.iter("r", "is", "si"):
        properties = child.find("rPr")
        text = "".join(part.text or "" for part in child.findall("t"))
        if not text:
            continue
        font = _font(etree.tostring(properties)) if properties is not None else Run("")
        found.append((Run(text, font.struck, font.raised), properties is not None))
    return tuple(found)


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, recover=False)


def _with_font(runs: _Parts, font: Run) -> tuple[Run, ...]:
    """The runs, those without a format of their own in the font of the cell."""
    return tuple(run if own else Run(run.text, font.struck, font.raised) for run, own in runs)


def _sheet(
    parts: XlsxParts, path: str, styles: _Styles, strings: Mapping[int, _Parts]
) -> SheetLooks:
    data = parts.read(path)
    sheet = SheetLooks()
    runs = dict(_texts(data, strings))
    links = dict(_links(parts, path, data))
    styled = dict(_styled(data, styles)) if styles else {}
    for place in {**styled, **runs, **links}:
        code, font = styled.get(place, ("", Run("")))
        own = _with_font(runs[place], font) if place in runs else ()
        sheet.cells[place] = Look(code, None, own, font, links.get(place, ""))
    if parts.may_have(path, b"omment", b"/drawing"):
        sheet.remarks += _remarks(parts, path)
    return sheet


def _styled(data: bytes, styles: _Styles) -> Iterator[tuple[_Place, tuple[str, Run]]]:
    """The cells with a style that shows something else than is stored."""
    numbers = b"|".join(str(index).encode() for index in styles)
    for match in re.finditer(_STYLED % numbers, data):
        style = _STYLE.search(match[1])
        if style and (place := _place(match[1])):
            yield place, styles[int(style[1])]


def _place(attributes: bytes) -> _Place | None:
    match = _PLACE.search(attributes)
    return (int(match[2]) - 1, column_index_from_string(match[1].decode()) - 1) if match else None


def _texts(data: bytes, strings: Mapping[int, _Parts]) -> Iterator[tuple[_Place, _Parts]]:
    """The runs of the cells that have struck-out or raised ones."""
    if any(mark in data for mark in _RUNS):
        for match in _INLINE.finditer(data):
            place = _place(match[1]) if any(mark in match[2] for mark in _RUNS) else None
            if place:
                inside = re.sub(rb"^<(?:\w+:)?is>|</(?:\w+:)?is>$", b"", match[2])
                yield place, _runs(inside)
    for match in _SHARED.finditer(data) if strings else ():
        place = _place(match[1])
        if place and int(match[2]) in strings:
            yield place, strings[int(match[2])]


def _links(parts: XlsxParts, path: str, data: bytes) -> Iterator[tuple[_Place, str]]:
    """The addresses outside the workbook to which cells lead."""
    if data.find(b"<f", 0, data.rfind(b"sheetData>")) >= 0 and b"HYPERLINK(" in data:
        for match in _LINK_FORMULA.finditer(data):
            address = unescape(match[2].decode("utf-8", "replace"))
            if (place := _place(match[1])) and "://" in address:
                yield place, address
    if not parts.may_have(path, b"External"):
        return
    relations = parts.relations(path)
    for match in _LINK.finditer(data):
        attributes = _attributes(match[1])
        first = attributes.get("ref", "").partition(":")[0]
        place = _place(f'r="{first}"'.encode())
        for key, value in attributes.items():
            relation = relations.get(value) if key.endswith(":id") else None
            if place and relation and relation.external:
                anchor = attributes.get("location", "")
                yield place, f"{relation.target}#{anchor}" if anchor else relation.target


def _remarks(parts: XlsxParts, path: str) -> Iterator[Remark]:
    """The comments and text boxes of a sheet. A thread of comments counts once."""
    relations = list(parts.relations(path).values())
    threads: set[_Place] = set()
    for relation in sorted(relations, key=lambda one: one.kind != "threadedComment"):
        if relation.kind not in ("threadedComment", "comments", "drawing"):
            continue
        root = _parsed(parts.read(relation.target))
        if root is None:
            continue
        if relation.kind == "drawing":
            yield from _text_boxes(root)
            continue
        if relation.kind == "threadedComment":
            places = [(one.get("ref", ""), _joined(one, "text"), "") for one in
                      root.iter("{*}threadedComment")]  # fmt: skip
        else:
            authors = [author.text or "" for author in root.iter("{*}author")]
            places = [
                (one.get("ref", ""), _joined(one, "t"), _author(authors, one.get("authorId", "")))
                for one in root.iter("{*}comment")
            ]
        for reference, text, author in places:
            place = _place(f'r="{reference}"'.encode())
            if place is None or (relation.kind == "comments" and place in threads):
                continue
            if relation.kind == "threadedComment":
                threads.add(place)
            yield Remark("comment", *place, text, author)


def _author(authors: list[str], number: str) -> str:
    return authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""


def _parsed(data: bytes) -> Any:
    try:
        return etree.fromstring(data, _parser()) if data else None
    except etree.XMLSyntaxError:
        return None


def _joined(element: Any, name: str) -> str:
    return "".join(part.text or "" for part in element.iter(f"{{*}}{name}")).strip()


def _text_boxes(root: Any) -> Iterator[Remark]:
    for anchor in root:
        place = [0, 0]
        start = anchor.find("{*}from")
        if start is not None:
            for position, name in enumerate(("row", "col")):
                number = (start.findtext(f"{{*}}{name}") or "").strip()
                place[position] = int(number) if number.isdecimal() else 0
        for body in anchor.iter("{*}txBody"):
            lines = (_joined(line, "t") for line in body.iter("{*}p"))
            if text := "\n".join(line for line in lines if line):
                yield Remark("text_box", place[0], place[1], text)
