"""The cells of a table, made column by column as Arrow arrays.

A cell is made in Python once for each text of a column, in all languages and both profiles
together; what each row holds of them is a matter of numbers. Cells do not state their address, so
that a cell can stand in any row.
"""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from openpyxl.utils import get_column_letter

from rapporteur.disseminate.content.grid import Cell, Field, Grid, GridColumn, Link, Symbol, shown
from rapporteur.disseminate.content.profiles import Profile
from rapporteur.disseminate.content.text_measure import (
    LINE,
    Floats,
    Measure,
    clipped,
    heights,
    measure,
)
from rapporteur.disseminate.workbook.cell_xml import FORMULA, cell, number, text
from rapporteur.disseminate.workbook.styles import Styles
from rapporteur.language.cldr import is_rtl_text

CHUNK = 4096
"""How many rows are put together at once."""

_MISSING = ("not_available", "not_applicable", "included_elsewhere")
_EPOCH = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar is wrong

# ASCII letters, figures and signs without a meaning in XML, beginning with a letter.
_PLAIN = re.compile(r"[A-Za-z](?:[ !-%'-;=?-^`-~]++|_(?!x))*+(?<! )").fullmatch

Integers = npt.NDArray[np.int32]
_Key = str | int | float | date | Symbol | tuple[str] | tuple[int, Cell]
"""A cell by what it shows: a link by its text alone, a coloured one by its style as well."""


@dataclass(frozen=True, slots=True)
class Links:
    """The links of a column: of each row the place of its sheet, -1 for none, and the row there."""

    letter: str
    sheets: Sequence[str]
    places: Integers
    rows: Integers


class Cells:
    """The cells of a grid's table, the same in every profile. `too_long` ends a shortened text.

    `shared` is of the sheet, for all languages.
    """

    def __init__(self, grid: Grid, styles: Styles, too_long: str, shared: "Shared") -> None:
        self._rows = len(grid.rows)
        self._columns = [
            _column(at, field, grid, styles, too_long, shared)
            for at, field in enumerate(grid.rows.fields)
        ]

    @cached_property
    def heights(self) -> Floats:
        """The height of each row, in points of ten-point type."""
        tall = np.full(self._rows, LINE)
        for column in self._columns:
            np.maximum(tall, column.heights, out=tall)
        return tall

    @property
    def links(self) -> list[Links]:
        """The links, by column."""
        return [column.links for column in self._columns if column.links]

    def rows(self, profile: Profile, heads: pa.Array) -> Iterator[bytes]:
        """The rows as SpreadsheetML, some at a time. `heads` are their opening tags."""
        known = [column.cells(profile) for column in self._columns]
        for first in range(0, self._rows, CHUNK):
            rows = slice(first, first + CHUNK)
            cells = [
                of_column.take(pa.array(column.places[rows]))
                for column, of_column in zip(self._columns, known, strict=True)
            ]
            yield characters(joined(heads[rows], *cells, "</row>"))


@dataclass(frozen=True, slots=True)
class _Column:
    """The cells of a column: which of the known ones each row has, and how high they are.

    The first of the known ones are the symbols, which each profile writes in its own way.
    """

    known: pa.Array
    symbol: int  # the style
    places: Integers
    heights: Floats
    links: Links | None

    def cells(self, profile: Profile) -> pa.Array:
        """The known cells in a profile."""
        symbols = [cell(self.symbol, getattr(profile, missing)) for missing in _MISSING]
        return pa.concat_arrays([pa.array(symbols, pa.string()), self.known[len(symbols) :]])


class Shared:
    """What the languages of a sheet have in common.

    That is the different values of each column, the cells of equal texts, and whole columns.
    """

    def __init__(self) -> None:
        self._values: dict[tuple[int, int], tuple[list[Hashable], Integers]] = {}
        self._cells: dict[Hashable, _Known] = {}
        self.columns: dict[Hashable, _Column] = {}

    def values(
        self, at: int, field: Field, items: Sequence[object]
    ) -> tuple[list[Hashable], Integers]:
        """The different values of a column, and which of them each item has."""
        key = at, id(items)
        if key not in self._values:
            values = list(map(field.value, items))
            place = {value: place for place, value in enumerate(dict.fromkeys(values))}
            self._values[key] = (
                list(place),
                np.fromiter(map(place.__getitem__, values), np.int32, len(values)),
            )
        return self._values[key]

    def cells(self, at: int, column: GridColumn, styles: Styles) -> "_Known":
        """The cells of a column in workbooks with the same styles."""
        key = at, styles.cells
        if key not in self._cells:
            self._cells[key] = _Known(column, styles)
        return self._cells[key]


def _column(
    at: int, field: Field, grid: Grid, styles: Styles, too_long: str, shared: Shared
) -> _Column:
    room = grid.widths[at]
    key = at, room, styles.cells
    if field.common and key in shared.columns:
        return shared.columns[key]
    values, place_of = shared.values(at, field, grid.rows.items)
    if grid.rows.order is not None:
        place_of = place_of[np.asarray(grid.rows.order, np.int64)]
    cells = [field.cell(value) for value in values]
    keys: list[_Key] = [_key(cell, too_long) for cell in cells]
    known = shared.cells(at, grid.columns[at], styles)
    found = np.fromiter(map(known.__getitem__, keys), np.int32, len(keys))
    places, tall = found[place_of], known.heights(found, room)[place_of]
    for (row, filled), colour in grid.fills.items():
        if filled == at:
            places[row] = known[styles.filled(colour), cells[place_of[row]]]
    links = _links(at, cells, place_of)
    column = _Column(known.as_array, known.symbol, places, tall, links)
    if field.common and keys == cells:  # a shortened text says so in its language
        shared.columns[key] = column
    return column


def _key(cell: Cell, too_long: str) -> _Key:
    if isinstance(cell, str):
        return clipped(cell, too_long)
    return (clipped(cell.text, too_long),) if isinstance(cell, Link) else cell


def _links(at: int, cells: Sequence[Cell], place_of: Integers) -> Links | None:
    sheets: dict[str, int] = {}
    targets = [
        (sheets.setdefault(cell.sheet, len(sheets)), cell.row)
        if isinstance(cell, Link)
        else (-1, 0)
        for cell in cells
    ]
    if not sheets:
        return None
    places, rows = np.array(targets, np.int32).T
    return Links(get_column_letter(at + 1), list(sheets), places[place_of], rows[place_of])


class _Known(dict[_Key, int]):
    """The places of the cells of a column that are known so far; an unknown one is made."""

    def __init__(self, column: GridColumn, styles: Styles) -> None:
        super().__init__({Symbol(missing): place for place, missing in enumerate(_MISSING)})
        self.symbol = styles.number(column) if column.numeric else styles.text
        self._column, self._styles = column, styles
        self._cells = [""] * len(_MISSING)
        self._texts = [""] * len(_MISSING)
        self._measures = [Measure()] * len(_MISSING)
        self._array: pa.Array | None = None
        style = styles.other_way if styles.rtl else styles.text
        self._start, self._end = text(style, "|").split("|")
        self._link_start, _ = text(styles.link, "|").split("|")

    def __missing__(self, key: _Key) -> int:
        made, shown = self._made(key)
        self._cells.append(made)
        self._texts.append(shown)
        self._measures.append(measure(shown))
        self[key] = place = len(self)
        return place

    @property
    def as_array(self) -> pa.Array:
        """All cells so far, by their places; those of the symbols are empty."""
        if self._array is None or len(self._array) < len(self._cells):
            self._array = pa.array(self._cells, pa.string())
        return self._array

    def heights(self, places: Integers, room: float) -> Floats:
        """The heights of the texts at these places in a column of this width."""
        chosen = places.tolist()
        measures = np.array([self._measures[place] for place in chosen]).reshape(-1, len(Measure()))
        return heights([self._texts[place] for place in chosen], measures, room)

    def _made(self, key: _Key) -> tuple[str, str]:
        """A cell, and the text in it that decides on its height."""
        styles = self._styles
        match key:
            case str():
                plain = _PLAIN(key) is not None
                return self._start + key + self._end if plain else self._text(key), key
            case (str(words),):
                plain = _PLAIN(words) is not None
                return (
                    self._link_start + words + self._end if plain else text(styles.link, words)
                ), words
            case (int(style), int() | float() as value):
                return number(style, value), ""
            case (int(style), value):
                return text(style, shown(value)), ""
        return self._figure(key), ""

    def _text(self, value: str) -> str:
        styles = self._styles
        style = styles.formula_like if value.startswith(FORMULA) else styles.text
        if style == styles.text and is_rtl_text(value) not in (styles.rtl, None):
            style = styles.other_way
        return text(style, value)

    def _figure(self, value: date | float) -> str:
        styles, column = self._styles, self._column
        if isinstance(value, date):
            if value < _FIRST_DAY:
                return text(styles.date, value.isoformat())
            return number(styles.date, (value - _EPOCH).days)
        return number(styles.number(column, value), value)


def numerals(values: Integers) -> pa.Array:
    """Numbers in figures."""
    return pc.cast(pa.array(values), pa.string())


def joined(*parts: pa.Array | str) -> pa.Array:
    """Texts end to end, row by row."""
    return pc.binary_join_element_wise(*parts, "")


def characters(texts: pa.Array) -> bytes:
    """Texts end to end in UTF-8."""
    offsets = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset :][: len(texts) + 1]
    whole: bytes = texts.buffers()[2][int(offsets[0]) : int(offsets[-1])].to_pybytes()
    return whole
