"""The rows of a sheet as SpreadsheetML (ECMA-376): the part of a workbook that must be fast.

openpyxl, which makes the rest, takes some fifty microseconds for a styled cell; this takes three.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from openpyxl.utils import get_column_letter

from rapporteur.publish.grid import Cell, Grid, GridColumn, Link, Symbol, shown
from rapporteur.publish.styles import LINE, LINK_LIMIT, TALLEST, Styles, clipped, decimals, height

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
            yield _row(row, height(said, COVER_WIDTHS[1]), cells)
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
        yield from self._preface()
        yield self._header()
        columns = [
            (letter, column, room, dict[Cell, tuple[str, float]]())
            for letter, column, room in zip(
                self._letters, self._grid.columns, self._grid.widths, strict=True
            )
        ]
        for row, given in enumerate(self._grid.rows, start=self._grid.header_row + 1):
            tall, cells = LINE, ""
            for (letter, column, room, known), cell in zip(columns, given, strict=True):
                # Most cells hold labels and symbols, which come again and again.
                made = known.get(cell)
                if made is None:
                    made = self._made(cell, column), height(shown(cell), room)
                    if len(known) < _REMEMBERED:
                        known[cell] = made
                if isinstance(cell, Link) and len(self.links) < LINK_LIMIT:
                    self.links.append((f"{letter}{row}", cell.target))
                cells += f'<c r="{letter}{row}"{made[0]}'
                tall = max(tall, made[1])
            yield _row(row, tall, cells)

    def _preface(self) -> Iterator[str]:
        styles = self._styles
        for row, line in enumerate(self._grid.preface, start=1):
            if isinstance(line, Link):
                self.links.append((f"A{row}", line.target))
                cell = _text(styles.above_link, line.text)
            else:
                cell = _text(styles.title if row == 1 else styles.above, line)
            yield f'<row r="{row}"><c r="A{row}"{cell}</row>'

    def _header(self) -> str:
        grid, styles, row = self._grid, self._styles, self._grid.header_row
        cells = "".join(
            f'<c r="{letter}{row}"'
            + _text(styles.number_header if column.numeric else styles.header, column.header)
            for letter, column in zip(self._letters, grid.columns, strict=True)
        )
        tall = max(
            height(column.header, room)
            for column, room in zip(grid.columns, grid.widths, strict=True)
        )
        # The buttons of the filter stand at the foot of the header, below its text.
        return _row(row, tall + 0.8 * LINE, cells)

    def _made(self, cell: Cell, column: GridColumn) -> str:
        """A cell after its address."""
        styles = self._styles
        if isinstance(cell, str):
            style = styles.formula_like if cell.startswith(_FORMULA) else styles.text
            return _text(style, clipped(cell, self._too_long))
        if isinstance(cell, Symbol):
            return _text(styles.symbol if column.numeric else styles.text, cell.text)
        if isinstance(cell, Link):
            return _text(styles.link, clipped(cell.text, self._too_long))
        if isinstance(cell, date):
            if cell < _FIRST_DAY:
                return _text(styles.symbol, cell.isoformat())
            return _number(styles.date, (cell - _EPOCH).days)
        return _number(styles.year if column.year else styles.numbers[decimals(cell)], cell)


def _row(row: int, tall: float, cells: str) -> str:
    return f'<row r="{row}" ht="{min(TALLEST, tall + 3):g}" customHeight="1">{cells}</row>'


def _text(style: int, value: str) -> str:
    """What follows the address of a cell that holds a text, whatever the text begins with."""
    if _SPECIAL.search(value):
        value = _SPECIAL.sub(lambda m: _NAMED.get(m[0]) or f"_x{ord(m[0]):04X}_", value)
    return f' s="{style}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


def _number(style: int, value: float) -> str:
    return f' s="{style}"><v>{value!r}</v></c>'
