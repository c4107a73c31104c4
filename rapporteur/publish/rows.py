"""The rows of a sheet as SpreadsheetML (ECMA-376): the part of a workbook that must be fast.

openpyxl, which makes the rest, takes some fifty microseconds for a styled cell; this takes three.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from openpyxl.utils import get_column_letter

from rapporteur.publish.grid import Cell, Grid, GridColumn, Line, Link, Marked, Symbol, shown
from rapporteur.publish.measure import LINE, clipped, height
from rapporteur.publish.styles import LINK_LIMIT, Styles
from rapporteur.wording import is_rtl_text

_EPOCH = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar is wrong
_REMEMBERED = 5_000  # cells of a column
_FORMULA = ("=", "+", "-", "@")

# What XML must not hold as it is; and what Excel would take for an escape of such a sign.
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


COVER_WIDTHS = (26.0, 100.0)


class Writer(Protocol):
    """Writes the rows of a sheet.

    `links` fills up while `rows` are written: the cells that lead somewhere, and where.
    """

    links: list[tuple[str, str]]

    def rows(self) -> Iterator[str]:
        """One `row` element after the other."""
        ...


class CoverWriter:
    """Writes the cover: a title, facts with their labels, a link to the contents."""

    def __init__(
        self,
        title: str,
        facts: Sequence[tuple[str, str]],
        contents: Link,
        styles: Styles,
        too_long: str,
    ) -> None:
        self._title = title
        self._facts = facts
        self._contents = contents
        self._styles = styles
        self._too_long = too_long
        last = f"A{2 + len(facts)}"
        self.links = [(last, contents.target)]

    def rows(self) -> Iterator[str]:
        """One `row` element after the other."""
        styles = self._styles
        yield f'<row r="1"><c r="A1"{_text(styles.title, self._title)}</row>'
        for row, (label, said) in enumerate(self._facts, start=2):
            value = _text(styles.text, clipped(said, self._too_long))
            cells = f'<c r="A{row}"{_text(styles.label, label)}<c r="B{row}"{value}'
            yield self._styles.row(row, height(said, COVER_WIDTHS[1]), cells)
        last, link = 2 + len(self._facts), _text(styles.above_link, self._contents.text)
        yield f'<row r="{last}"><c r="A{last}"{link}</row>'


class GridWriter:
    """Writes a grid. `too_long` ends a text that was cut."""

    def __init__(self, grid: Grid, styles: Styles, too_long: str) -> None:
        self._grid = grid
        self._styles = styles
        self._too_long = too_long
        self._letters = [get_column_letter(at) for at in range(1, len(grid.columns) + 1)]
        self.links: list[tuple[str, str]] = []

    def rows(self) -> Iterator[str]:
        """One `row` element after the other."""
        grid = self._grid
        yield from (self._line(row, line) for row, line in enumerate(grid.preface, start=1))
        if grid.spanned:
            yield self._spanners(grid.header_row - 1)
        yield self._header(grid.header_row)
        yield from self._body(grid.header_row + 1)
        below = enumerate(grid.afterword, start=grid.last_row + 1)
        yield from (self._line(row, line) for row, line in below)

    def _body(self, start: int) -> Iterator[str]:
        columns = [
            (at, letter, column, room, dict[Cell, tuple[str, float]]())
            for at, (letter, column, room) in enumerate(
                zip(self._letters, self._grid.columns, self._grid.widths, strict=True)
            )
        ]
        fills = self._grid.fills
        for row, given in enumerate(self._grid.rows, start=start):
            tall, cells = LINE, ""
            for (at, letter, column, room, known), cell in zip(columns, given, strict=True):
                # Most cells hold labels and symbols, which come again and again.
                made = known.get(cell)
                if made is None:
                    made = self._made(cell, column), height(shown(cell), room)
                    if len(known) < _REMEMBERED:
                        known[cell] = made
                if isinstance(cell, Link) and len(self.links) < LINK_LIMIT:
                    self.links.append((f"{letter}{row}", cell.target))
                if fills and (colour := fills.get((row - start, at))):
                    made = self._filled(colour, cell), made[1]
                cells += f'<c r="{letter}{row}"{made[0]}'
                tall = max(tall, made[1])
            yield self._styles.row(row, tall, cells)

    def _filled(self, colour: str, cell: Cell) -> str:
        """A cell on a ground of its own, after its address."""
        style = self._styles.filled(colour)
        if isinstance(cell, int | float):
            return _number(style, cell)
        return _text(style, shown(cell))

    def _line(self, row: int, line: Line) -> str:
        """A line above or below the table."""
        styles = self._styles
        style = styles.title if row == 1 else styles.above
        if isinstance(line, Link):
            self.links.append((f"A{row}", line.target))
            cell = _text(styles.above_link, line.text)
        elif isinstance(line, Marked):
            cell = _marked(style, line, styles.run(title=row == 1))
        else:
            cell = _text(styles.above_formula if line.startswith(_FORMULA) else style, line)
        return f'<row r="{row}"><c r="A{row}"{cell}</row>'

    def _spanners(self, row: int) -> str:
        """The headings of several columns each: centred across them, since merged cells mislead."""
        cells, last = "", ""
        for letter, column in zip(self._letters, self._grid.columns, strict=True):
            if column.spanner and column.spanner == last:
                cells += f'<c r="{letter}{row}" s="{self._styles.spanner}"/>'
            else:
                style = self._styles.spanner if column.spanner else self._styles.header
                cells += f'<c r="{letter}{row}"{_text(style, column.spanner)}'
            last = column.spanner
        return self._styles.row(row, LINE, cells)

    def _header(self, row: int) -> str:
        grid, styles = self._grid, self._styles
        cells = ""
        for letter, column in zip(self._letters, grid.columns, strict=True):
            style = styles.number_header if column.numeric else styles.header
            cells += f'<c r="{letter}{row}"'
            if column.marks:
                cells += _marked(style, Marked(column.header, column.marks), styles.run(bold=True))
            else:
                cells += _text(style, column.header)
        tall = max(
            height(column.name, room)
            for column, room in zip(grid.columns, grid.widths, strict=True)
        )
        # The buttons of the filter stand at the foot of the header, below its text.
        return styles.row(row, tall + 0.8 * styles.buttons, cells)

    def _made(self, cell: Cell, column: GridColumn) -> str:
        """A cell after its address."""
        styles = self._styles
        if isinstance(cell, str):
            style = styles.formula_like if cell.startswith(_FORMULA) else styles.text
            if style == styles.text and is_rtl_text(cell) not in (styles.rtl, None):
                style = styles.other_way
            return _text(style, clipped(cell, self._too_long))
        if isinstance(cell, Symbol):
            return _text(styles.number(column) if column.numeric else styles.text, cell.text)
        if isinstance(cell, Link):
            return _text(styles.link, clipped(cell.text, self._too_long))
        if isinstance(cell, date):
            if cell < _FIRST_DAY:
                return _text(styles.date, cell.isoformat())
            return _number(styles.date, (cell - _EPOCH).days)
        return _number(styles.number(column, cell), cell)


def _text(style: int, value: str) -> str:
    """What follows the address of a cell that holds a text, whatever the text begins with."""
    text = f'<t xml:space="preserve">{_escaped(value)}</t>'
    return f' s="{style}" t="inlineStr"><is>{text}</is></c>'


def _marked(style: int, line: Marked, font: str) -> str:
    """The same of a text with superscript marks. `font` are the properties of its run."""
    words = line.plain
    at = len(line.marks) if line.before else len(words) - len(line.marks)
    marks = f'<rPr>{font}<vertAlign val="superscript"/></rPr>'
    styled = [(f"<rPr>{font}</rPr>", words[:at]), (marks, words[at:])]
    if line.before:
        styled = [(marks, words[:at]), (f"<rPr>{font}</rPr>", words[at:])]
    runs = "".join(
        f'<r>{properties}<t xml:space="preserve">{_escaped(text)}</t></r>'
        for properties, text in styled
        if text
    )
    return f' s="{style}" t="inlineStr"><is>{runs}</is></c>'


def _escaped(value: str) -> str:
    if _SPECIAL.search(value):
        return _SPECIAL.sub(lambda m: _NAMED.get(m[0]) or f"_x{ord(m[0]):04X}_", value)
    return value


def _number(style: int, value: float) -> str:
    return f' s="{style}"><v>{value!r}</v></c>'
