"""One sheet: a title in A1, lines about the table, one header row, a named table, nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

from openpyxl.utils import get_column_letter

from rapporteur.publish.styles import WIDE, column_width, fitted, lines, width

_SAMPLE = 400  # rows that decide on the widths


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a cell of the workbook."""

    text: str
    sheet: str
    cell: str = "A1"

    @property
    def target(self) -> str:
        """The address as Excel writes it."""
        quoted = self.sheet.replace("'", "''")
        return f"'{quoted}'!{self.cell}"


@dataclass(frozen=True, slots=True)
class Symbol:
    """What stands in the place of a missing value."""

    text: str


Cell = str | int | float | date | Link | Symbol


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of a sheet, at most `widest` characters wide.

    A year is a number without a thousands separator.
    """

    header: str
    numeric: bool = False
    year: bool = False
    widest: float = WIDE


@dataclass(frozen=True)
class Grid:
    """A sheet with one table. `above` are the lines between title and header."""

    sheet: str
    name: str
    title: str
    above: Sequence[str | Link]
    columns: Sequence[GridColumn]
    rows: Sequence[Sequence[Cell]]

    @cached_property
    def widths(self) -> list[float]:
        """The widths of the columns, in characters."""
        sample = list(islice(self.rows, _SAMPLE))
        found = [
            column_width(column.header, (shown(row[at]) for row in sample), column.widest)
            for at, column in enumerate(self.columns)
        ]
        elastic = [
            not column.numeric and one > 24 for column, one in zip(self.columns, found, strict=True)
        ]
        least = width(self.title) * 1.5  # of the larger type
        return fitted(found, elastic if any(elastic) else [True] * len(found), least)

    @cached_property
    def preface(self) -> list[str | Link]:
        """The title and the lines above the table, none wider than the table."""
        found: list[str | Link] = [self.title]
        for line in self.above:
            found += [line] if isinstance(line, Link) else lines(line, sum(self.widths))
        return found

    @property
    def header_row(self) -> int:
        """The number of the header's row, from 1."""
        return 1 + len(self.preface)

    @property
    def last_row(self) -> int:
        """The number of the last row, from 1."""
        return self.header_row + len(self.rows)

    @property
    def ref(self) -> str:
        """The address of the table, header included."""
        return f"A{self.header_row}:{get_column_letter(len(self.columns))}{self.last_row}"


def shown(cell: Cell) -> str:
    """About what a reader sees of a cell: enough to measure it."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Link | Symbol):
        return cell.text
    return "00 September 0000" if isinstance(cell, date) else str(cell)
