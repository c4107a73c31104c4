"""The rows of a sheet as SpreadsheetML (ECMA-376): the part of a workbook that must be fast.

openpyxl, which makes the rest, takes some fifty microseconds for a styled cell; this takes three.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from openpyxl.utils import get_column_letter

from rapporteur.publish.grid import Cell, Grid, GridColumn, Link, Symbol, shown
from rapporteur.publish.styles import LINE, LINK_LIMIT, Styles, clipped, decimals, height

_EPOCH = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar is wrong
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
        yield f'<row r="1">{_text("A1", styles.title, self._title)}</row>'
        for row, (label, said) in enumerate(self._facts, start=2):
            cells = _text(f"A{row}", styles.label, label)
            cells += _text(f"B{row}", styles.text, clipped(said, self._too_long))
            yield _row(row, height((label, said), COVER_WIDTHS), cells)
        row = 2 + len(self._facts)
        yield f'<row r="{row}">{_text(f"A{row}", styles.above_link, self._contents.text)}</row>'


class GridWriter:
    """Writes a grid. `too_long` ends a text that was cut."""

    def __init__(self, grid: Grid, styles: Styles, too_long: str) -> None:
        self._grid = grid
        self._styles = styles
        self._too_long = too_long
        self._columns = [
            (get_column_letter(at), column) for at, column in enumerate(grid.columns, start=1)
        ]
        self.links: list[tuple[str, str]] = []

    def rows(self) -> Iterator[str]:
        """One `row` element after the other."""
        grid, styles = self._grid, self._styles
        for row, line in enumerate(grid.preface, start=1):
            if isinstance(line, Link):
                cell = self._link(f"A{row}", line, styles.above_link)
            else:
                cell = _text(f"A{row}", styles.title if row == 1 else styles.above, line)
            yield f'<row r="{row}">{cell}</row>'
        row = grid.header_row
        # The buttons of the filter stand at the foot of the header, below its text.
        tall = height([column.header for column in grid.columns], grid.widths) + 0.8 * LINE
        cells = "".join(
            _text(
                f"{letter}{row}",
                styles.number_header if column.numeric else styles.header,
                column.header,
            )
            for letter, column in self._columns
        )
        yield _row(row, tall, cells)
        for row, given in enumerate(grid.rows, start=grid.header_row + 1):
            tall = height(map(shown, given), grid.widths)
            cells = "".join(
                self._cell(f"{letter}{row}", column, cell)
                for (letter, column), cell in zip(self._columns, given, strict=True)
            )
            yield _row(row, tall, cells)

    def _cell(self, at: str, column: GridColumn, cell: Cell) -> str:
        styles = self._styles
        if isinstance(cell, str):
            style = styles.formula_like if cell.startswith(_FORMULA) else styles.text
            return _text(at, style, clipped(cell, self._too_long))
        if isinstance(cell, Symbol):
            return _text(at, styles.symbol if column.numeric else styles.text, cell.text)
        if isinstance(cell, Link):
            return self._link(at, cell, styles.link)
        if isinstance(cell, date):
            if cell < _FIRST_DAY:
                return _text(at, styles.symbol, cell.isoformat())
            return _number(at, styles.date, (cell - _EPOCH).days)
        return _number(at, styles.year if column.year else styles.numbers[decimals(cell)], cell)

    def _link(self, at: str, link: Link, style: int) -> str:
        if len(self.links) < LINK_LIMIT:
            self.links.append((at, link.target))
        return _text(at, style, clipped(link.text, self._too_long))


def _row(row: int, tall: float, cells: str) -> str:
    return f'<row r="{row}" ht="{tall:g}" customHeight="1">{cells}</row>'


def _text(at: str, style: int, value: str) -> str:
    """A cell that holds a text, whatever the text begins with."""
    if _SPECIAL.search(value):
        value = _SPECIAL.sub(lambda m: _NAMED.get(m[0]) or f"_x{ord(m[0]):04X}_", value)
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


def _number(at: str, style: int, value: float) -> str:
    return f'<c r="{at}" s="{style}"><v>{value!r}</v></c>'
