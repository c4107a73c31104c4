"""A workbook as the checks see it: sheets with a role, and their tables with columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.kernel.xlsx_flaws import Flaw
from rapporteur.lint.catalogue import Profile
from rapporteur.lint.find_tables import Box, guess_tables
from rapporteur.lint.parts import Parts
from rapporteur.lint.vocabulary import RIGHT_TO_LEFT, is_symbol, role_of

Cells = Mapping[tuple[int, int], Cell]
"""The filled cells of a sheet by row and column from 1, in the order of reading."""


@dataclass(frozen=True)
class Column:
    """A column of a table. `cells` are the filled ones of its body."""

    number: int
    header: str
    cells: Sequence[Cell]

    @cached_property
    def of_numbers(self) -> bool:
        """Whether it has more numbers than texts, apart from symbols."""
        numbers = sum(is_number(cell.value) for cell in self.cells)
        texts = sum(not is_number(c.value) and not is_symbol(text_of(c)) for c in self.cells)
        return numbers > texts


@dataclass(frozen=True)
class Region:
    """A table of a sheet: a marked-up table, or a range that looks like one (`table` is None).

    `named` marks a named range with a filter. It is used under headings that span several columns,
    where Excel's tables, which need unique headers, are not possible.
    """

    box: Box
    header_row: int | None
    table: Table | None
    columns: Sequence[Column]
    named: bool = False

    @property
    def first_row(self) -> int:
        """The first row of its body."""
        return self.box.top + (self.header_row is not None)

    @property
    def name(self) -> str:
        """The name of the table, or its range."""
        return self.table.displayName if self.table else self.box.ref

    def has(self, row: int, column: int) -> bool:
        """Whether a cell belongs to the table, its header included."""
        box = self.box
        return box.top <= row <= box.bottom and box.left <= column <= box.right


@dataclass(frozen=True)
class Sheet:
    """A worksheet with its filled cells, its role (cover, contents, notes, data) and tables."""

    sheet: Worksheet
    cells: Cells
    role: str
    regions: Sequence[Region]

    @property
    def name(self) -> str:
        """The name on its tab."""
        return self.sheet.title

    @property
    def marked(self) -> Sequence[Region]:
        """The tables that are marked up as such."""
        return [region for region in self.regions if region.table is not None]

    @cached_property
    def links(self) -> Sequence[Hyperlink]:
        """The hyperlinks of its cells."""
        cells = (cell for _, cell in sorted(self.sheet._cells.items()))
        return [cell.hyperlink for cell in cells if cell.hyperlink is not None]

    @property
    def runs_left(self) -> bool:
        """Whether the sheet is set to run from right to left."""
        return any(view.rightToLeft for view in self.sheet.views.sheetView)

    def in_table(self, row: int, column: int) -> bool:
        """Whether a cell belongs to a table."""
        return any(region.has(row, column) for region in self.regions)

    def outside(self) -> Iterator[Cell]:
        """The filled cells that belong to no table."""
        return (cell for at, cell in self.cells.items() if not self.in_table(*at))


@dataclass(frozen=True)
class Book:
    """A workbook that was opened; `flaws` are, by sheet, what is wrong with cells' values."""

    file: str
    profile: Profile
    workbook: Workbook
    parts: Parts
    flaws: Mapping[str, Sequence[tuple[int, int, Flaw]]]

    @cached_property
    def sheets(self) -> Sequence[Sheet]:
        """Its worksheets, in their order."""
        return [
            _sheet(worksheet, first=number == 0, named=self._named(worksheet))
            for number, worksheet in enumerate(self.workbook.worksheets)
        ]

    def _named(self, sheet: Worksheet) -> str:
        """The range with a filter, if it is also a named range and the profile has spanners."""
        ref = str(sheet.auto_filter.ref or "")
        named = {
            (title, area.replace("$", ""))
            for defined_name in self.workbook.defined_names.values()
            for title, area in defined_name.destinations
        }
        return ref if self.profile is Profile.UN and (sheet.title, ref) in named else ""

    @property
    def language(self) -> str:
        """The language in its properties, or an empty text."""
        return (self.workbook.properties.language or "").strip()

    @property
    def runs_left(self) -> bool | None:
        """Whether its language is written from right to left; None if it names none."""
        if not self.language:
            return None
        return self.language.lower().partition("-")[0].partition("_")[0] in RIGHT_TO_LEFT


def is_number(value: object) -> bool:
    """Whether a value is a quantity or a date, not a text or a truth value."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int | float | date | datetime | time | timedelta)


def text_of(cell: Cell) -> str:
    """The value of a cell as text."""
    return str(cell.value)


def place(row: int, column: int) -> str:
    """A cell as Excel names it."""
    return f"{get_column_letter(column)}{row}"


def _sheet(sheet: Worksheet, first: bool, named: str) -> Sheet:
    # Not iter_rows: a stray format far below would make millions of empty cells.
    cells = {
        at: cell
        for at, cell in sorted(sheet._cells.items())
        if cell.value is not None and (not isinstance(cell.value, str) or cell.value.strip())
    }
    boxes: list[tuple[Box, bool, Table | None]] = [
        (Box(*_bounds(table.ref)), table.headerRowCount != 0, table)
        for table in sheet.tables.values()
    ]
    role = role_of(sheet.title)
    if not boxes and named:
        boxes = [(Box(*_bounds(named)), True, None)]
    elif not boxes:
        guessed = guess_tables({at: is_number(cell.value) for at, cell in cells.items()})
        if not role and first and not any(box.numbers for box in guessed):
            role = "cover"
        boxes = [] if role == "cover" else [(box, True, None) for box in guessed]
    boxes.sort(key=lambda box: (box[0].top, box[0].left))
    regions = [_region(cells, box, header, table, bool(named)) for box, header, table in boxes]
    return Sheet(sheet, cells, role or "data", regions)


def _bounds(ref: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(ref)
    return int(top or 1), int(left or 1), int(bottom or 1), int(right or 1)


def _region(cells: Cells, box: Box, header: bool, table: Table | None, named: bool) -> Region:
    held: dict[int, list[Cell]] = {number: [] for number in range(box.left, box.right + 1)}
    first = box.top + header
    for (row, column), cell in cells.items():
        if first <= row <= box.bottom and box.left <= column <= box.right:
            held[column].append(cell)
    columns = []
    for number, filled in held.items():
        head = cells.get((box.top, number)) if header else None
        columns.append(Column(number, text_of(head) if head else "", filled))
    return Region(box, box.top if header else None, table, columns, named and table is None)
