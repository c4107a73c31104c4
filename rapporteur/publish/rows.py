"""The rows of a table as SpreadsheetML: the part of a workbook that must be fast.

openpyxl, which makes the rest, takes some fifty microseconds for a styled cell; this takes one.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

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
_PLAIN = re.compile(r"[A-Za-z](?:[ !-%'-;=?-^`-~]++|_(?!x))*+(?<! )").fullmatch


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
        self._columns = [
            _Column(field.cell, column, room, styles, too_long)
            for field, column, room in zip(
                grid.rows.fields, grid.columns, grid.widths, strict=len(grid.rows) > 0
            )
        ]

    def __iter__(self) -> Iterator[Chunk]:
        items, fields = self._grid.rows.items, self._grid.rows.fields
        for first in range(0, len(items), _CHUNK):
            given = items[first : first + _CHUNK]
            made = [
                list(map(column.__getitem__, map(field.value, given)))
                for field, column in zip(fields, self._columns, strict=True)
            ]
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
            yield Chunk(heights, ["".join(row) for row in texts], links)

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

    `tall` and `linked` say whether any so far is higher than a line, or leads somewhere.
    """

    def __init__(
        self,
        cell_of: Callable[[Hashable], Cell],
        column: GridColumn,
        room: float,
        styles: Styles,
        too_long: str,
    ) -> None:
        super().__init__()
        self.tall, self.linked = False, False
        self._cell_of = cell_of
        self._column, self._room = column, room
        self._styles, self._too_long = styles, too_long
        # A short plain text needs neither care nor measure.
        self._most = plain_length(room)
        style = styles.other_way if styles.rtl else styles.text
        self._start, self._end = text(style, "|").split("|")
        self._link_start, _ = text(styles.link, "|").split("|")

    def __missing__(self, value: Hashable) -> _Made:
        made = self._made(self._cell_of(value))
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
        return text(style, clipped(value, self._too_long))

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
