"""The cells of a table, made column by column as Arrow arrays.

A cell is made in Python once for each text of a column, in all languages and both profiles
together; what each row holds of them is a matter of numbers. Cells do not state their address, so
that a cell can stand in any row.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
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
    Texts,
    clipped,
)
from rapporteur.disseminate.workbook.cell_xml import FORMULA, cell, number, text
from rapporteur.disseminate.workbook.styles import Styles
from rapporteur.language.cldr import is_rtl_text

CHUNK = 1024
"""How many rows are put together at once: what stays in the cache of a processor."""

_MISSING = ("not_available", "not_applicable", "included_elsewhere")
_EPOCH = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar is wrong

_PLAIN = "^[A-Za-z][ !-%'-;=?-~]*$"
"""ASCII letters, figures and signs without a meaning in XML, beginning with a letter."""

Integers = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


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
    """The cells of a column: which one each row has, and how high its text is.

    Before the known cells stand the symbols, which each profile writes in its own way.
    """

    known: pa.Array
    symbol: int  # the style
    places: Integers
    heights: Floats
    links: Links | None

    def cells(self, profile: Profile) -> pa.Array:
        """The known cells in a profile."""
        symbols = [cell(self.symbol, getattr(profile, missing)) for missing in _MISSING]
        return pa.concat_arrays([pa.array(symbols, pa.string()), self.known])

    def ordered(self, order: npt.NDArray[np.int64]) -> "_Column":
        """The column with its rows in another order."""
        links = self.links and replace(
            self.links, places=self.links.places[order], rows=self.links.rows[order]
        )
        return replace(self, places=self.places[order], heights=self.heights[order], links=links)


class Shared:
    """What the languages of a sheet have in common.

    That is the different values of each column, the cells of odd texts, whole columns.
    """

    def __init__(self) -> None:
        self._values: dict[tuple[int, int], tuple[list[Hashable], Integers]] = {}
        self._cells: dict[Hashable, dict[Cell, str]] = {}
        self._texts: dict[Hashable, tuple[Texts, pa.Array]] = {}  # of the language before
        self.columns: dict[Hashable, _Column] = {}

    def values(
        self, at: int, field: Field, items: Sequence[object]
    ) -> tuple[list[Hashable], Integers]:
        """The different values of a column, and which of them each item has."""
        key = at, id(items)
        if key not in self._values:
            values = list(map(field.value, items))
            place = {value: place for place, value in enumerate(dict.fromkeys(values))}
            place_of = np.fromiter(map(place.__getitem__, values), np.int32, len(values))
            self._values[key] = list(place), place_of
        return self._values[key]

    def cells(
        self,
        at: int,
        cells: Sequence[Cell],
        words: Sequence[str | None],
        column: GridColumn,
        styles: Styles,
    ) -> tuple[Texts, pa.Array]:
        """The texts of a column, and its cells; what has no text is the same in all languages."""
        key = at, styles.cells
        before = self._texts.get(key)
        if before and before[0].words == words:
            return before
        texts = Texts(words)
        made = self._cells.setdefault(key, {})
        self._texts[key] = texts, _known(cells, texts, column, styles, made)
        return self._texts[key]


def _column(
    at: int, field: Field, grid: Grid, styles: Styles, too_long: str, shared: Shared
) -> _Column:
    key = at, grid.widths[at], styles.cells
    made = shared.columns.get(key) if field.common else None
    if made is None:
        made, same = _by_item(at, field, grid, styles, too_long, shared)
        if field.common and same:
            shared.columns[key] = made
    if grid.rows.order is not None:
        made = made.ordered(np.asarray(grid.rows.order, np.int64))
    return _filled(at, made, grid, styles)


def _by_item(
    at: int, field: Field, grid: Grid, styles: Styles, too_long: str, shared: Shared
) -> tuple[_Column, bool]:
    """A column with a cell for each item, in their order; whether it shortens no text.

    A shortened text says so in its language.
    """
    values, place_of = shared.values(at, field, grid.rows.items)
    cells = [field.cell(value) for value in values]
    words = [_text(cell, too_long) for cell in cells]
    column = grid.columns[at]
    texts, known = shared.cells(at, cells, words, column, styles)
    places = np.arange(len(_MISSING), len(_MISSING) + len(cells), dtype=np.int32)
    for place, symbol in enumerate(cells) if None in words else ():
        if isinstance(symbol, Symbol):
            places[place] = _MISSING.index(symbol.missing)
    made = _Column(
        known,
        styles.number(column) if column.numeric else styles.text,
        places[place_of],
        texts.heights(grid.widths[at])[place_of],
        _links(at, cells, place_of),
    )
    return made, words == cells


def _filled(at: int, column: _Column, grid: Grid, styles: Styles) -> _Column:
    """The column with the cells that have a colour of their own."""
    fills = [(row, colour) for (row, filled), colour in grid.fills.items() if filled == at]
    if not fills:
        return column
    field, items, order = grid.rows.fields[at], grid.rows.items, grid.rows.order
    coloured = [
        _coloured(
            field.cell(field.value(items[row if order is None else order[row]])),
            styles.filled(colour),
        )
        for row, colour in fills
    ]
    places = column.places.copy()
    places[[row for row, _ in fills]] = (
        len(_MISSING) + len(column.known) + np.arange(len(fills), dtype=np.int32)
    )
    known = pa.concat_arrays([column.known, pa.array(coloured, pa.string())])
    return replace(column, known=known, places=places)


def _text(cell: Cell, too_long: str) -> str | None:
    """The text of a cell, if it has one."""
    if isinstance(cell, str):
        return clipped(cell, too_long)
    return clipped(cell.text, too_long) if isinstance(cell, Link) else None


def _plain(texts: pa.StringArray) -> Flags:
    """Which of the texts stand in XML as they are."""
    odd = pc.or_(pc.match_substring(texts, "_x"), pc.ends_with(texts, " "))
    plain = pc.and_not(pc.match_substring_regex(texts, _PLAIN), odd)
    flags: Flags = pc.fill_null(plain, False).to_numpy(zero_copy_only=False)
    return flags


def _known(
    cells: Sequence[Cell],
    texts: Texts,
    column: GridColumn,
    styles: Styles,
    made: dict[Cell, str],
) -> pa.Array:
    """The cells as SpreadsheetML; empty ones in the place of symbols.

    `made` are those that are no plain texts, as far as they were made already.
    """
    plain = _plain(texts.array)
    start, end = text(styles.other_way if styles.rtl else styles.text, "|").split("|")
    link, _ = text(styles.link, "|").split("|")
    linked = pa.array([isinstance(cell, Link) for cell in cells], pa.bool_())
    whole = joined(pc.if_else(linked, link, start), texts.array, end)
    others = []
    for place in np.flatnonzero(~plain).tolist():
        cell, words = cells[place], texts.words[place]
        if words is None:
            others.append("" if isinstance(cell, Symbol) else _figure(cell, column, styles))
            continue
        key = Link(words, "") if isinstance(cell, Link) else words
        if key not in made:
            made[key] = text(_style(cell, words, styles), words)
        others.append(made[key])
    if not others:
        return whole
    return pc.replace_with_mask(whole, pa.array(~plain), pa.array(others, pa.string()))


def _style(cell: Cell, words: str, styles: Styles) -> int:
    """The style of a text."""
    if isinstance(cell, Link):
        return styles.link
    if words.startswith(FORMULA):
        return styles.formula_like
    return styles.text if is_rtl_text(words) in (styles.rtl, None) else styles.other_way


def _figure(value: Cell, column: GridColumn, styles: Styles) -> str:
    """The cell of a number or date."""
    if isinstance(value, int | float):
        return number(styles.number(column, value), value)
    assert isinstance(value, date)
    if value < _FIRST_DAY:
        return text(styles.date, value.isoformat())
    return number(styles.date, (value - _EPOCH).days)


def _coloured(value: Cell, style: int) -> str:
    return number(style, value) if isinstance(value, int | float) else text(style, shown(value))


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
