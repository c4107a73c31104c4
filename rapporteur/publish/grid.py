"""One sheet: a title in A1, lines about the table, one header row, a named table, nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from rapporteur.errors import UserError
from rapporteur.publish.styles import (
    LINE,
    LINK_LIMIT,
    SHEET_LIMIT,
    WIDE,
    Styles,
    clipped,
    column_width,
    decimals,
    fitted,
    height,
    lines,
    width,
)

_SAMPLE = 400  # rows that decide on the widths
_EXCEL_EPOCH = date(1900, 3, 1)  # before it Excel's calendar is wrong


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a cell of the workbook."""

    text: str
    sheet: str
    cell: str = "A1"

    @property
    def target(self) -> str:
        """The address as Excel writes it."""
        return "internal:'{}'!{}".format(self.sheet.replace("'", "''"), self.cell)


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


@dataclass(frozen=True)
class Page:
    """What all sheets of a workbook share. `too_long` ends a text that was cut."""

    footer: str
    too_long: str


def header_row(grid: Grid) -> int:
    """The number of the header's row, from 0."""
    return 1 + len(_above(grid, _widths(grid)))


def write_grid(book: xlsxwriter.Workbook, styles: Styles, page: Page, grid: Grid) -> None:
    """Write the sheet. Raises `UserError` when it has more rows than a sheet can hold."""
    sheet = book.add_worksheet(grid.sheet)
    widths = _widths(grid)
    for at, one in enumerate(widths):
        sheet.set_column(at, at, one)
    sheet.write_string(0, 0, grid.title, styles.title)
    above = _above(grid, widths)
    for number, line in enumerate(above, start=1):
        if isinstance(line, Link):
            sheet.write_url(number, 0, line.target, styles.above_link, line.text)
        else:
            sheet.write_string(number, 0, line, styles.above)
    first = 1 + len(above)
    if first + 1 + len(grid.rows) > SHEET_LIMIT:
        raise UserError(f"{grid.sheet} has {len(grid.rows)} rows, more than a sheet can hold.")
    for at, column in enumerate(grid.columns):
        form = styles.number_header if column.numeric else styles.header
        sheet.write_string(first, at, column.header, form)
    # The buttons of the filter stand at the foot of the header, below its text.
    sheet.set_row(first, height((c.header for c in grid.columns), widths) + 0.8 * LINE)
    for number, row in enumerate(grid.rows, start=first + 1):
        sheet.set_row(number, height(map(_shown, row), widths))
        for at, cell in enumerate(row):
            _write(sheet, styles, page, grid.columns[at], number, at, cell)
    if grid.rows:  # Excel knows no named table without rows
        sheet.add_table(
            first, 0, first + len(grid.rows), len(grid.columns) - 1,
            {"name": grid.name, "style": None, "columns": [
                {"header": c.header,
                 "header_format": styles.number_header if c.numeric else styles.header}
                for c in grid.columns
            ]},
        )  # fmt: skip
    sheet.freeze_panes(first + 1, 0)
    sheet.repeat_rows(first)
    printed(sheet, page, grid.title)


def printed(sheet: Worksheet, page: Page, title: str) -> None:
    """A4 landscape, one page wide, with title, cut-off and page numbers."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.hide_gridlines(2)
    sheet.set_header(f"&L&8{title[:120].replace('&', '&&')}")
    sheet.set_footer(f"&L&8{page.footer[:120].replace('&', '&&')}&R&8&P / &N")


def _write(
    sheet: Worksheet,
    styles: Styles,
    page: Page,
    column: GridColumn,
    row: int,
    at: int,
    cell: Cell,
) -> None:
    if isinstance(cell, str):
        text = clipped(cell, page.too_long)
        form = styles.formula_like if text[:1] in ("=", "+", "-", "@") else styles.text
        sheet.write_string(row, at, text, form)
    elif isinstance(cell, Symbol):
        sheet.write_string(row, at, cell.text, styles.symbol if column.numeric else styles.text)
    elif isinstance(cell, Link):
        text = clipped(cell.text, page.too_long)
        if row < LINK_LIMIT:
            sheet.write_url(row, at, cell.target, styles.link, text)
        else:
            sheet.write_string(row, at, text, styles.text)
    elif isinstance(cell, date):
        if cell < _EXCEL_EPOCH:
            sheet.write_string(row, at, cell.isoformat(), styles.symbol)
        else:
            sheet.write_datetime(row, at, datetime.combine(cell, time()), styles.date)
    else:
        form = styles.year if column.year else styles.number(decimals(cell))
        sheet.write_number(row, at, cell, form)


def _widths(grid: Grid) -> list[float]:
    sample = list(islice(grid.rows, _SAMPLE))
    found = [
        column_width(column.header, (_shown(row[at]) for row in sample), column.widest)
        for at, column in enumerate(grid.columns)
    ]
    elastic = [
        not column.numeric and one > 24 for column, one in zip(grid.columns, found, strict=True)
    ]
    return fitted(found, elastic if any(elastic) else [True] * len(found), width(grid.title) * 1.4)


def _shown(cell: Cell) -> str:
    if isinstance(cell, Link | Symbol):
        return cell.text
    return "0000-00-00 0000" if isinstance(cell, date) else str(cell)


def _above(grid: Grid, widths: list[float]) -> list[str | Link]:
    """The lines above the table, each no wider than the table."""
    found: list[str | Link] = []
    for line in grid.above:
        found += [line] if isinstance(line, Link) else lines(line, sum(widths))
    return found
