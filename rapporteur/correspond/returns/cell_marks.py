"""Marks on the cells of a sheet: a fill, and a comment that says what to correct.

A comment consists of its text, in a part of the workbook for comments, and of a hidden shape in a
VML drawing, which every spreadsheet program still needs.
"""

import re
from bisect import bisect
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from rapporteur.correspond.returns.xlsx_package import DOCUMENT, SPREADSHEET, Package, parsed
from rapporteur.correspond.returns.xlsx_styles import Styles
from rapporteur.design.findings import Severity
from rapporteur.kernel.spreadsheetml import MAIN, Element, insert, tag
from rapporteur.language.messages import languages, message

AUTHOR = "rapporteur"
"""The author of the comments."""

_VML, _OFFICE, _EXCEL = (f"urn:schemas-microsoft-com:{name}" for name in (
    "vml", "office:office", "office:excel"
))  # fmt: skip
_DRAWING = (
    f'<xml xmlns:v="{_VML}" xmlns:o="{_OFFICE}" xmlns:x="{_EXCEL}">'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = (
    f'<v:shape xmlns:v="{_VML}" xmlns:o="{_OFFICE}" xmlns:x="{_EXCEL}" id="{{id}}" '
    'type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:5pt;'
    'width:{width}pt;height:{height}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto{direction}">'
    '<div style="text-align:{side}"></div></v:textbox><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False"
    "</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_WIDTH = 260  # points
_LINE = 13  # points
_LETTERS = 44  # on a line of a comment


@dataclass(frozen=True, slots=True)
class Mark:
    """The text of a cell's comment, and the severity of its most severe finding."""

    severity: Severity
    text: str


def remove_marks(package: Package, part: str, styles: Styles) -> None:
    """Remove from a sheet the comments and fills that an earlier return added."""
    lists = package.related(part, "comments")
    if not lists:
        return
    filled = {}
    for cell in package.tree(part).iter(tag("c")):
        style = int(cell.get("s", "0"))
        if styles.unmarked(style) != style:
            filled[cell.get("r")] = cell
    freed = {place for comments in lists for place in _uncomment(package.tree(comments), filled)}
    for cell in filled.values():
        cell.set("s", str(styles.unmarked(int(cell.get("s")))))
    for drawing in package.related(part, "vmlDrawing") if freed else ():
        for shape in list(package.tree(drawing)):
            if _place(shape) in freed:
                package.tree(drawing).remove(shape)


def _uncomment(comments: Element, filled: Container[str]) -> Iterator[tuple[int, int]]:
    """Remove our comments; the cells (row, column) that have no comment any more.

    LibreOffice does not keep the authors of comments, so ours are recognized by the fill of their
    cells and by their first words.
    """
    for comment in list(comments.iterfind(f"{tag('commentList')}/{tag('comment')}")):
        reference = comment.get("ref")
        text = "".join(run.text or "" for run in comment.iter(tag("t")))
        ours = _ours().search(text) if reference in filled else None
        if ours is None:
            continue
        if own := text[: ours.start()].rstrip():
            content = comment.find(tag("text"))
            for child in list(content):
                content.remove(child)
            _write(content, own)
        else:
            comment.getparent().remove(comment)
            yield _row_and_column(reference)


@cache
def _ours() -> re.Pattern[str]:
    """Finds where in a comment the text of a return begins, in any language."""
    words = {
        message(language, f"severity-{severity}")
        for language in languages()
        for severity in Severity
    }
    return re.compile(rf"^(?:{'|'.join(map(re.escape, sorted(words)))}): ", re.MULTILINE)


def add_marks(
    package: Package, part: str, styles: Styles, marks: Mapping[str, Mark], *, leftward: bool
) -> None:
    """Mark the cells of a sheet; `leftward` is True where text runs from right to left."""
    sheet = package.tree(part)
    cells = _Cells(sheet)
    comments, drawing = _comments(package, part), _drawing(package, part)
    author = _author(comments)
    texts = comments.find(tag("commentList"))
    existing = {comment.get("ref"): comment for comment in texts}
    for number, (reference, cell_mark) in enumerate(marks.items()):
        cell = cells.at(reference)
        cell.set("s", str(styles.marked(int(cell.get("s", "0")), cell_mark.severity)))
        if reference in existing:  # the respondent's own comment stays, ours follows
            _write(existing[reference].find(tag("text")), f"\n\n{cell_mark.text}")
            continue
        comment = etree.SubElement(texts, tag("comment"), ref=reference, authorId=str(author))
        _write(etree.SubElement(comment, tag("text")), cell_mark.text)
        drawing.append(_shape(reference, cell_mark.text, number, leftward=leftward))
    texts[:] = sorted(texts, key=lambda comment: _row_and_column(comment.get("ref")))


def _write(text: Element, content: str) -> None:
    run = etree.SubElement(text, tag("r"))
    face = etree.SubElement(run, tag("rPr"))
    etree.SubElement(face, tag("sz"), val="9")
    etree.SubElement(face, tag("rFont"), val="Tahoma")
    etree.SubElement(run, tag("t")).text = content
    run[-1].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _comments(package: Package, part: str) -> Element:
    for comments in package.related(part, "comments"):
        return package.tree(comments)
    root = etree.Element(tag("comments"), nsmap={None: MAIN})
    etree.SubElement(root, tag("authors"))
    etree.SubElement(root, tag("commentList"))
    name = package.free("xl/rapporteurComments{}.xml")
    package.add(name, root, f"{SPREADSHEET}.comments+xml")
    package.relate(part, "comments", name)
    return root


def _author(comments: Element) -> int:
    authors = comments.find(tag("authors"))
    names = [author.text for author in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, tag("author")).text = AUTHOR
        return len(names)
    return names.index(AUTHOR)


def _drawing(package: Package, part: str) -> Element:
    sheet = package.tree(part)
    reference = sheet.find(tag("legacyDrawing"))
    if reference is not None:
        wanted = reference.get(f"{{{DOCUMENT}}}id")
        for relation in package.relations(part):
            if relation.identifier == wanted and relation.target in package.parts:
                return package.tree(relation.target)
        sheet.remove(reference)
    root = parsed(_DRAWING.encode())
    name = package.free("xl/drawings/rapporteurComments{}.vml")
    package.add(name, root, "application/vnd.openxmlformats-officedocument.vmlDrawing", "vml")
    identifier = package.relate(part, "vmlDrawing", name)
    reference = etree.Element(tag("legacyDrawing"))
    reference.set(f"{{{DOCUMENT}}}id", identifier)
    insert(sheet, reference)
    return root


def _shape(reference: str, text: str, number: int, *, leftward: bool) -> Element:
    row, column = _row_and_column(reference)
    lines = sum(1 + len(line) // _LETTERS for line in text.split("\n"))
    height = min(_LINE * lines + 10, 360)
    bottom = row + max(2, height // 15)
    return parsed(
        _SHAPE.format(
            id=f"_x0000_s9{row:05d}{column:04d}{number:04d}",
            width=_WIDTH,
            height=height,
            direction=";direction:RTL" if leftward else "",
            side="right" if leftward else "left",
            anchor=f"{column + 1}, 15, {row}, 4, {column + 3}, 60, {bottom}, 4",
            row=row,
            column=column,
        ).encode()
    )


def _place(shape: Element) -> tuple[int, int] | None:
    """Row and column, from 0, of the cell that a comment's shape is for."""
    row, column = (shape.find(f".//{{{_EXCEL}}}{name}") for name in ("Row", "Column"))
    return None if row is None or column is None else (int(row.text), int(column.text))


def _row_and_column(reference: str) -> tuple[int, int]:
    letters, row = coordinate_from_string(reference)
    return row - 1, column_index_from_string(letters) - 1


class _Cells:
    """The cells of a sheet by reference; a missing cell is added when it is asked for."""

    def __init__(self, sheet: Element) -> None:
        self._data = sheet.find(tag("sheetData"))
        self._rows: dict[int, Element] = {}
        self._cells: dict[int, dict[int, Element]] = {}
        last = 0
        for row in self._data:
            last = int(row.get("r", last + 1))
            self._rows[last] = row
        self._numbers = sorted(self._rows)
        self._columns: dict[int, list[int]] = {}
        widths = sheet.find(tag("cols"))
        self._formats = sorted(
            (int(columns.get("min")), int(columns.get("max")), str(columns.get("style", "0")))
            for columns in (() if widths is None else widths)
        )

    def at(self, reference: str) -> Element:
        """The cell; a new blank cell in the format of its row or column where there was none."""
        number, column = _row_and_column(reference)
        row = self._row(number + 1)
        cells = self._in_row(number + 1, row)
        if column not in cells:
            new = etree.Element(tag("c"), r=reference)
            new.set("s", row.get("s", "0") if row.get("customFormat") else self._format(column + 1))
            columns = self._columns[number + 1]
            at = bisect(columns, column)
            if at < len(columns):
                cells[columns[at]].addprevious(new)
            else:
                row.append(new)
            columns.insert(at, column)
            cells[column] = new
        return cells[column]

    def _row(self, number: int) -> Element:
        if number not in self._rows:
            new = etree.Element(tag("row"), r=str(number))
            at = bisect(self._numbers, number)
            if at < len(self._numbers):
                self._rows[self._numbers[at]].addprevious(new)
            else:
                self._data.append(new)
            self._numbers.insert(at, number)
            self._rows[number] = new
        return self._rows[number]

    def _in_row(self, number: int, row: Element) -> dict[int, Element]:
        """The cells of a row by their column, from 0."""
        if number not in self._cells:
            cells: dict[int, Element] = {}
            last = -1
            for cell in row:
                last = _row_and_column(cell.get("r"))[1] if cell.get("r") else last + 1
                cells.setdefault(last, cell)
            self._cells[number] = cells
            self._columns[number] = sorted(cells)
        return self._cells[number]

    def _format(self, number: int) -> str:
        """The number of the format of a column, counted from 1."""
        at = bisect(self._formats, number, key=lambda columns: columns[0])
        if at and number <= self._formats[at - 1][1]:
            return self._formats[at - 1][2]
        return "0"
