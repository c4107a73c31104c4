"""The rows of a table as SpreadsheetML: the part of a workbook that must be fast.

openpyxl, which makes the rest, takes some fifty microseconds for a styled cell; this takes two.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from openpyxl.utils import get_column_letter

from rapporteur.publish.cells import FORMULA, TOKENS, cell, number, text
from rapporteur.publish.grid import Cell, Grid, GridColumn, Link, Symbol, shown
from rapporteur.publish.measure import LINE, clipped, height, plain_length
from rapporteur.publish.styles import Styles
from rapporteur.wording import is_rtl_text

_CHUNK = 500  # rows made at once
_EPOCH = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar is wrong
_REMEMBERED = 5_000  # cells of a column

# Of letters, figures and signs of ASCII that mean nothing in XML, beginning with a letter.
_PLAIN = re.compile(r"[A-Za-z](?:[ !-%'-;=?-^`-~]|_(?!x))*(?<! )").fullmatch

_Made = tuple[str, float]
"""A cell, and how high its text stands."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a table. `heights` are in points of ten-point type.

    `links` are those of cells, with the place of the row in the chunk and the column's letter.
    """

    heights: Sequence[float]
    cells: Sequence[str]
    links: Sequence[tuple[int, str, Link]]


class Body:
    """Makes the rows of a table, the same in every profile. `too_long` ends a text that was cut."""

    def __init__(self, grid: Grid, styles: Styles, too_long: str) -> None:
        self._grid = grid
        self._styles = styles
        self._too_long = too_long

    def __iter__(self) -> Iterator[Chunk]:
        known: list[dict[Cell, _Made]] = [{} for _ in self._grid.columns]
        rows, first = iter(self._grid.rows), 0
        while given := list(islice(rows, _CHUNK)):
            links: list[tuple[int, str, Link]] = []
            made: list[list[_Made]] = []
            for at, (column, room) in enumerate(
                zip(self._grid.columns, self._grid.widths, strict=True)
            ):
                cells = [row[at] for row in given]
                made.append(self._column(cells, column, room, known[at]))
                if any(type(one) is Link for one in cells):
                    letter = get_column_letter(at + 1)
                    links += [
                        (row, letter, one) for row, one in enumerate(cells) if isinstance(one, Link)
                    ]
            if self._grid.fills:
                self._fill(made, given, first)
            yield Chunk(
                [max(LINE, *(one[1] for one in row)) for row in zip(*made, strict=True)],
                ["".join([one[0] for one in row]) for row in zip(*made, strict=True)],
                links,
            )
            first += len(given)

    def _column(
        self, cells: Sequence[Cell], column: GridColumn, room: float, known: dict[Cell, _Made]
    ) -> list[_Made]:
        # Most cells hold labels and symbols, which come again and again, or a short plain text.
        styles = self._styles
        style = styles.other_way if styles.rtl else styles.text
        (start, end), most = text(style, "|").split("|"), plain_length(room)
        made = []
        for value in cells:
            one = known.get(value)
            if one is None:
                if type(value) is str and len(value) <= most and _PLAIN(value):
                    one = start + value + end, LINE
                else:
                    one = self._made(value, column), height(shown(value), room)
                if len(known) < _REMEMBERED:
                    known[value] = one
            made.append(one)
        return made

    def _fill(
        self, made: Sequence[list[_Made]], given: Sequence[Sequence[Cell]], first: int
    ) -> None:
        for (row, at), colour in self._grid.fills.items():
            if 0 <= row - first < len(given):
                value, style = given[row - first][at], self._styles.filled(colour)
                cell_of = (
                    number(style, value)
                    if isinstance(value, int | float)
                    else text(style, shown(value))
                )
                made[at][row - first] = cell_of, made[at][row - first][1]

    def _made(self, value: Cell, column: GridColumn) -> str:
        styles = self._styles
        if isinstance(value, str):
            style = styles.formula_like if value.startswith(FORMULA) else styles.text
            if style == styles.text and is_rtl_text(value) not in (styles.rtl, None):
                style = styles.other_way
            return text(style, clipped(value, self._too_long))
        if isinstance(value, Symbol):
            style = styles.number(column) if column.numeric else styles.text
            return cell(style, TOKENS[value.missing])
        if isinstance(value, Link):
            return text(styles.link, clipped(value.text, self._too_long))
        if isinstance(value, date):
            if value < _FIRST_DAY:
                return text(styles.date, value.isoformat())
            return number(styles.date, (value - _EPOCH).days)
        return number(styles.number(column, value), value)
