"""A sheet before it is written: title, lines above, a table, lines below."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from openpyxl.utils import get_column_letter

from rapporteur.disseminate.content.text_measure import WIDE, column_width, fitted, lines, width

Missing = Literal["not_available", "not_applicable", "included_elsewhere"]

_SAMPLE = 400  # rows that are measured for the widths


class Link(NamedTuple):
    """A text that leads to a row of a sheet's table, from 1, or to the sheet's first cell."""

    text: str
    sheet: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Symbol:
    """The symbol in the place of a missing value, which each profile writes in its own way."""

    missing: Missing


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with superscript marks of footnotes after it, or `before` it: the footnote itself."""

    text: str
    marks: str
    before: bool = False

    @property
    def plain(self) -> str:
        """The text as a program reads it."""
        return f"{self.marks} {self.text}" if self.before else f"{self.text} {self.marks}".rstrip()


Cell = str | int | float | date | Link | Symbol
Line = str | Link | Marked


@dataclass(frozen=True, slots=True)
class Field:
    """How a column makes the cell of an item: by a value, which can be compared.

    The value is the same in every language, and so is whether it makes a text, a link or neither;
    the cell of a `common` field is the same as a whole.
    """

    value: Callable[[Any], Hashable]
    cell: Callable[[Any], Cell]
    common: bool = False


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of a table: one for each item, with a cell for each field.

    `order` has the place of each row's item, where rows stand in another order than the items.
    """

    items: Sequence[Any]
    fields: Sequence[Field]
    order: Sequence[int] | None = None

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[list[Cell]]:
        places = range(len(self.items)) if self.order is None else self.order
        for item in map(self.items.__getitem__, places):
            yield [field.cell(field.value(item)) for field in self.fields]

    @cached_property
    def sample(self) -> list[list[float]]:
        """The widths of the texts in the first rows, by column, in ascending order."""
        places = range(len(self.items)) if self.order is None else self.order
        items = [self.items[place] for place in places[:_SAMPLE]]
        return [_widths(field, list(map(field.value, items))) for field in self.fields]


def _widths(field: Field, values: Sequence[Hashable]) -> list[float]:
    texts = {value: shown(field.cell(value)) for value in dict.fromkeys(values)}
    widths = {value: max(map(width, text.split("\n"))) for value, text in texts.items() if text}
    return sorted(widths[value] for value in values if value in widths)


def rows_of(cells: Sequence[Sequence[Cell]]) -> Rows:
    """Rows of ready cells."""
    wide = len(cells[0]) if cells else 0
    return Rows(cells, [Field(itemgetter(at), _itself) for at in range(wide)])


def _itself(cell: Cell) -> Cell:
    return cell


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of a sheet, at most `widest` characters wide.

    A year is a number without a thousands separator. Columns in succession with the same
    `spanner` stand under it. `marks` are letters of footnotes.
    """

    header: str
    numeric: bool = False
    year: bool = False
    widest: float = WIDE
    spanner: str = ""
    marks: str = ""
    decimals: int | None = None

    @property
    def name(self) -> str:
        """The header as a program reads it."""
        return Marked(self.header, self.marks).plain


@dataclass(frozen=True)
class Grid:
    """A sheet with one table. `above` are the lines between title and header.

    `fills` has the colours (RGB) of cells by row and column, from 0. `fixed_widths` are the widths
    of the columns, if they are not to be computed.
    """

    sheet: str
    name: str
    title: str | Marked
    above: Sequence[Line]
    columns: Sequence[GridColumn]
    rows: Rows
    below: Sequence[Line] = ()
    fills: dict[tuple[int, int], str] = field(default_factory=dict)
    fixed_widths: Sequence[float] = ()

    @cached_property
    def widths(self) -> Sequence[float]:
        """The widths of the columns, in characters of ten points: fixed ones, else what fits."""
        return self.fixed_widths or _fitting([self])

    @cached_property
    def preface(self) -> list[Line]:
        """The title and the lines above the table, none wider than the table."""
        return [self.title, *self._wrapped(self.above)]

    @cached_property
    def afterword(self) -> list[Line]:
        """The lines below the table, none wider than the table."""
        return self._wrapped(self.below)

    def _wrapped(self, unwrapped: Sequence[Line]) -> list[Line]:
        wrapped: list[Line] = []
        for line in unwrapped:
            if isinstance(line, Link):
                wrapped.append(line)
                continue
            first, *rest = lines(plain(line), sum(self.widths))
            if isinstance(line, Marked) and line.before:
                first = first.removeprefix(line.marks).lstrip()
                wrapped += [Marked(first, line.marks, before=True), *rest]
            else:
                wrapped += [first, *rest]
        return wrapped

    @cached_property
    def spanners(self) -> list[tuple[str, list[int]]]:
        """The headings that columns in succession have in common, and these columns from 0."""
        runs = groupby(enumerate(self.columns), key=lambda item: item[1].spanner)
        return [(text, [at for at, _ in items]) for text, items in runs if text]

    @property
    def spanned(self) -> bool:
        """Whether there is a second row of headers, of those in common."""
        return bool(self.spanners)

    @property
    def header_row(self) -> int:
        """The number of the last row of the header, from 1."""
        return 1 + len(self.preface) + self.spanned

    @property
    def last_row(self) -> int:
        """The number of the table's last row, from 1."""
        return self.header_row + len(self.rows)

    @property
    def end(self) -> int:
        """The number of the last row of the sheet, from 1."""
        return self.last_row + len(self.afterword)

    @property
    def ref(self) -> str:
        """The address of the table, header included."""
        return f"A{self.header_row}:{get_column_letter(len(self.columns))}{self.last_row}"


def alike(grids: Sequence[Grid]) -> list[Grid]:
    """The same table in several profiles or languages, with the same widths of columns.

    Then its texts have the same height in all of them, and need be made only once.
    """
    widths = _fitting(grids)
    return [replace(grid, fixed_widths=widths) for grid in grids]


def _fitting(grids: Sequence[Grid]) -> list[float]:
    """The widths that fit the columns of all grids."""
    needed = [max(several) for several in zip(*map(_needed, grids), strict=True)]
    columns = grids[0].columns
    elastic = [
        not column.numeric and wide > 24 for column, wide in zip(columns, needed, strict=True)
    ]
    least = max(width(plain(grid.title)) for grid in grids) * 1.5  # of the larger type
    figures = [column.numeric for column in columns]
    return fitted(needed, elastic if any(elastic) else [True] * len(needed), figures, least)


def _needed(grid: Grid) -> list[float]:
    samples = grid.rows.sample or [[]] * len(grid.columns)  # no fields are known of no rows
    widths = [
        column_width(column.name, sample, column.widest, column.numeric)
        for column, sample in zip(grid.columns, samples, strict=True)
    ]
    for spanner, places in grid.spanners:
        lacking = width(spanner) * 1.1 + 2 - sum(widths[at] for at in places)
        for at in places:
            widths[at] += max(0.0, lacking / len(places))
    return widths


def plain(line: Line) -> str:
    """A line as a program reads it."""
    if isinstance(line, str):
        return line
    return line.text if isinstance(line, Link) else line.plain


def shown(cell: Cell) -> str:
    """Roughly the text that a reader sees in a cell, to measure it."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Link):
        return cell.text
    if isinstance(cell, Symbol):
        return "[x]"
    return "00 September 0000" if isinstance(cell, date) else f"{cell:,}"
