"""The rows of a table as SpreadsheetML: the part of a workbook that must be fast.

openpyxl, which makes the rest, takes some fifty microseconds for a styled cell; this takes one.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl.utils import get_column_letter

from rapporteur.disseminate.content.grid import Cell, Field, Grid, GridColumn, Link, Symbol, shown
from rapporteur.disseminate.content.text_measure import LINE, clipped, height, plain_length
from rapporteur.disseminate.workbook.cells import FORMULA, TOKENS, cell, number, text
from rapporteur.disseminate.workbook.styles import Styles
from rapporteur.language.cldr import is_rtl_text

CHUNK = 500
"""Rows that are made at once."""

_EPOCH = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar is wrong
_REMEMBERED = 2_000  # cells of a column

# Of letters, figures and signs of ASCII that mean nothing in XML, beginning with a letter.
_PLAIN = re.compile(r"[A-Za-z](?:[ !-%'-;=?-^`-~]++|_(?!x))*+(?<! )").fullmatch


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a table. `heights` are in points of ten-point type.

    `links` are those of cells, with the place of the row in the chunk and the column's letter.
    """

    heights: Sequence[float]
    cells: Sequence[str]
    links: Sequence[tuple[int, str, Link]]


Memo = dict[Hashable, list["_Made"]]
"""The cells of columns that are the same in several languages, for some rows."""


class Body:
    """Makes the rows of a table, the same in every profile. `too_long` ends a text that was cut."""

    def __init__(self, grid: Grid, styles: Styles, too_long: str) -> None:
        self._grid = grid
        self._styles = styles
        self._columns = [
            _Column(field, column, room, styles, too_long)
            for field, column, room in zip(
                grid.rows.fields, grid.columns, grid.widths, strict=len(grid.rows) > 0
            )
        ]

    def chunk(self, first: int, memo: Memo) -> Chunk:
        """The rows from the one numbered `first` on, from 0, `CHUNK` at most.

        `memo` is that of the same rows in all languages.
        """
        given = self._grid.rows.items[first : first + CHUNK]
        made = [column.cells(given, memo, at) for at, column in enumerate(self._columns)]
        if self._grid.fills:
            self._fill(made, given, first)
        heights = [LINE] * len(given)
        links: list[tuple[int, str, Link]] = []
        for at, (column, cells) in enumerate(zip(self._columns, made, strict=True)):
            if column.tall:
                heights = list(map(max, heights, [one[1] for one in cells]))
            if column.linked:
                letter = get_column_letter(at + 1)
                links += [(row, letter, one[2]) for row, one in enumerate(cells) if one[2]]
        texts = zip(*[[one[0] for one in cells] for cells in made], strict=True)
        return Chunk(heights, ["".join(row) for row in texts], links)

    def _fill(self, made: Sequence[list["_Made"]], given: Sequence[object], first: int) -> None:
        for (row, at), colour in self._grid.fills.items():
            if 0 <= row - first < len(given):
                field, style = self._grid.rows.fields[at], self._styles.filled(colour)
                value = field.cell(field.value(given[row - first]))
                cell_of = (
                    number(style, value)
                    if isinstance(value, int | float)
                    else text(style, shown(value))
                )
                made[at][row - first] = cell_of, made[at][row - first][1], None


_Made = tuple[str, float, Link | None]
"""A cell, how high its text stands, and where it leads."""


class _Column(dict[Hashable, _Made]):
    """The cells of a column by their values, which mostly come again and again.

    `tall`, `linked` and `cut` say whether any so far is higher than a line, leads somewhere, or
    was too long for a cell.
    """

    def __init__(
        self,
        field: Field,
        column: GridColumn,
        room: float,
        styles: Styles,
        too_long: str,
    ) -> None:
        super().__init__()
        self.tall, self.linked, self.cut = False, False, False
        self._field = field
        self._column, self._room = column, room
        self._styles, self._too_long = styles, too_long
        # A short plain text needs neither care nor measure.
        self._most = plain_length(room)
        style = styles.other_way if styles.rtl else styles.text
        self._start, self._end = text(style, "|").split("|")
        self._link_start, _ = text(styles.link, "|").split("|")

    def cells(self, items: Sequence[object], memo: Memo, at: int) -> list[_Made]:
        """The cells of these items, if they are the same in other languages made once for all."""
        values = map(self._field.value, items)
        if not self._field.common:
            return list(map(self.__getitem__, values))
        key = at, self._room, self._styles.texts
        if key in memo:
            self.tall = True  # perhaps: they were not looked at here
            return memo[key]
        made = list(map(self.__getitem__, values))
        if not self.cut:  # what is cut says so in its language
            memo[key] = made
        return made

    def __missing__(self, value: Hashable) -> _Made:
        made = self._made(self._field.cell(value))
        if made[1] > LINE:
            self.tall = True
        if len(self) < _REMEMBERED:
            self[value] = made
        return made

    def _made(self, one: Cell) -> _Made:
        if isinstance(one, str):
            if self._plain(one):
                return self._start + one + self._end, LINE, None
            return self._text(one), height(one, self._room), None
        if isinstance(one, Link):
            self.linked = True
            if self._plain(one.text):
                return self._link_start + one.text + self._end, LINE, one
            cut = clipped(one.text, self._too_long)
            return text(self._styles.link, cut), height(one.text, self._room), one
        return self._figure(one), LINE, None

    def _plain(self, value: str) -> bool:
        return len(value) <= self._most and _PLAIN(value) is not None

    def _text(self, value: str) -> str:
        styles = self._styles
        style = styles.formula_like if value.startswith(FORMULA) else styles.text
        if style == styles.text and is_rtl_text(value) not in (styles.rtl, None):
            style = styles.other_way
        fitting = clipped(value, self._too_long)
        self.cut = self.cut or fitting.endswith(self._too_long)
        return text(style, fitting)

    def _figure(self, value: Symbol | date | float) -> str:
        styles, column = self._styles, self._column
        if isinstance(value, Symbol):
            style = styles.number(column) if column.numeric else styles.text
            return cell(style, TOKENS[value.missing])
        if isinstance(value, date):
            if value < _FIRST_DAY:
                return text(styles.date, value.isoformat())
            return number(styles.date, (value - _EPOCH).days)
        return number(styles.number(column, value), value)
