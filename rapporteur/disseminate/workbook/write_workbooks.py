"""Write the workbooks: openpyxl makes everything but the rows, which are put into its sheets.

With openpyxl alone the rows of a thousand replies, some hundred thousand, would take minutes.
"""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime, time
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import quoteattr

from openpyxl import Workbook

from rapporteur.disseminate.content.chart_content import ChartContent
from rapporteur.disseminate.content.chart_texts import titles
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.grid import Grid, Link, Rows, Symbol, alike
from rapporteur.disseminate.workbook.archive import Archive, Member, compressed
from rapporteur.disseminate.workbook.cell_columns import Cells, Shared
from rapporteur.disseminate.workbook.chart_sheet import chart_grid
from rapporteur.disseminate.workbook.empty_sheets import Sheets
from rapporteur.disseminate.workbook.evidence_sheet import evidence_grid, evidence_rows
from rapporteur.disseminate.workbook.front_sheets import contents, cover, notes
from rapporteur.disseminate.workbook.sheet_xml import COVER_WIDTHS, CoverPart, GridPart, Part
from rapporteur.disseminate.workbook.styles import Styles
from rapporteur.disseminate.workbook.table_sheet import table_grid, table_items, table_rows
from rapporteur.kernel.files import replacing
from rapporteur.kernel.progress import Progress, Step, unheard
from rapporteur.kernel.workbook_file import parts
from rapporteur.warehouse.reader import Value

_SHEET = "xl/worksheets/sheet{}.xml"
_DIMENSION = re.compile(rb"<dimension [^>]*/>")  # optional, and of the empty sheet
_EMPTY = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")
_DRAWING = re.compile(r"xl/drawings/drawing(\d+)\.xml")
_AFTER_LINKS = b"<pageMargins"


def write_workbooks(
    editions: Sequence[Edition],
    charts: Sequence[ChartContent],
    folder: Path,
    progress: Progress = unheard,
) -> list[Path]:
    """Write the tables and charts, a workbook for each language and profile.

    All are written at once, since they share much of their content, and beside their place first.
    The same content gives the same bytes. Raises `UserError` when a sheet cannot hold its rows.
    """
    items = [table_items(content) for content in editions[0].content.tables]
    rows = {edition.language: _rows(edition, items) for edition in editions}
    sheets = [
        _alike(grids)
        for grids in zip(
            *(_grids(edition, charts, rows[edition.language]) for edition in editions), strict=True
        )
    ]
    books = [
        _Book(edition, charts, grids)
        for edition, grids in zip(editions, zip(*sheets, strict=True), strict=True)
    ]
    paths = [folder / book.name for book in books]
    with ExitStack() as stack:
        thread = stack.enter_context(ThreadPoolExecutor(1))
        archives = [
            stack.enter_context(Archive(stack.enter_context(replacing(path)))) for path in paths
        ]
        for book, archive in zip(books, archives, strict=True):
            for name, data in book.rest():
                archive.add(compressed(name, [data], thread))
        for at in range(1 + len(sheets)):
            _write_sheet(at, books, archives, thread)
            progress(Step("sheets of the workbooks", at + 1, 1 + len(sheets)))
    return paths


def _rows(
    edition: Edition, items: Sequence[Sequence[Sequence[Value | Symbol]]]
) -> tuple[Sequence[Rows], Rows]:
    """The rows of the tables and of the evidence, the same in every profile."""
    tables = edition.content.tables
    return [
        table_rows(edition, content, items_of_table)
        for content, items_of_table in zip(tables, items, strict=True)
    ], evidence_rows(edition)


def _grids(
    edition: Edition, charts: Sequence[ChartContent], rows: tuple[Sequence[Rows], Rows]
) -> list[Grid]:
    tables, evidence = rows
    numbered = titles(edition, charts)
    drawn = [chart_grid(edition, chart, numbered[chart.chart.id]) for chart in charts]
    body = [
        table_grid(edition, content, rows_of_table)
        for content, rows_of_table in zip(edition.content.tables, tables, strict=True)
    ]
    listed = contents(edition, drawn)
    front = [listed, notes(edition, [listed, *drawn])]
    return [*front, *body, *drawn, evidence_grid(edition, evidence)]


def _alike(grids: Sequence[Grid]) -> list[Grid]:
    """The grids of a sheet in all workbooks, with the same column widths where they share cells."""
    if any(field.common for field in grids[0].rows.fields):
        return alike(grids)
    same = groupby(grids, key=lambda grid: id(grid.rows))
    return [grid for _, several in same for grid in alike(list(several))]


def _write_sheet(
    at: int, books: Sequence["_Book"], archives: Sequence[Archive], thread: Executor
) -> None:
    """Write a sheet into each of the workbooks; the cells that they share are made once."""
    shared = Shared()
    cells: Cells | None = None
    before: Rows | None = None
    for book, archive in zip(books, archives, strict=True):
        rows = book.grids[at - 1].rows if at else None  # the cover has no table
        if rows is not before:  # those of the profiles of a language are the same
            cells = book.cells(at, shared) if at else None
        before = rows
        archive.add(book.sheet(at, cells, thread))


class _Book:
    """A workbook in one language and profile, which openpyxl makes except for its rows."""

    def __init__(
        self, edition: Edition, charts: Sequence[ChartContent], grids: Sequence[Grid]
    ) -> None:
        self.grids = grids
        self.name = edition.workbook
        book = Workbook()
        book.properties.title = edition.title
        book.properties.subject = edition.subject or None
        book.properties.language = edition.language
        book.properties.creator = "rapporteur"
        # Not the time of writing: the same replies give the same file.
        book.properties.created = datetime.combine(edition.cycle.definition.cut_off, time())
        book.properties.modified = book.properties.created
        self._styles = Styles(book, edition.say("date-format"), edition.profile, rtl=edition.rtl)
        sheets = Sheets(book, self._styles, edition)
        book.worksheets[0].title = edition.say("sheet-cover")
        sheets.set_up(book.worksheets[0], COVER_WIDTHS, edition.title)
        sheet_of = {grid.sheet: sheets.add(grid) for grid in grids}
        drawn = grids[-1 - len(charts) : -1]
        self._alts = [
            alt
            for chart, grid in zip(charts, drawn, strict=True)
            for alt in sheets.draw(sheet_of[grid.sheet], chart, grid)
        ]
        self._too_long = " " + edition.say("too-long")
        self._edition = edition
        self._headers = {grid.sheet: grid.header_row for grid in grids}
        self._members = parts(book)

    def rest(self) -> Iterator[tuple[str, bytes]]:
        """The parts that are no sheets."""
        sheets = {_SHEET.format(number + 1) for number in range(1 + len(self.grids))}
        for name, data in self._members.items():
            if drawing := _DRAWING.fullmatch(name):
                yield name, _described(data, self._alts[int(drawing[1]) - 1])
            elif name not in sheets:
                yield name, data

    def cells(self, at: int, shared: Shared) -> Cells:
        """The cells of a sheet's table, the same in each profile."""
        return Cells(self.grids[at - 1], self._styles, self._too_long, shared)

    def sheet(self, at: int, cells: Cells | None, thread: Executor) -> Member:
        """A sheet that openpyxl left empty, with its rows; only the cover has no cells."""
        name = _SHEET.format(at + 1)
        return worksheet(name, self._members[name], self._part(at, cells), thread)

    def _part(self, at: int, cells: Cells | None) -> Part:
        edition, styles = self._edition, self._styles
        if cells:
            return GridPart(self.grids[at - 1], cells, styles, edition.profile, self._headers)
        target = edition.say("sheet-contents")
        contents = Link(target, target)
        return CoverPart(edition.title, cover(edition), contents, styles, self._too_long)


def worksheet(name: str, empty: bytes, part: Part, thread: Executor) -> Member:
    """The compressed part of a workbook: an `empty` sheet of openpyxl's, with its rows."""
    before, after = _EMPTY.split(_DIMENSION.sub(b"", empty))
    before_links, margins, rest = after.partition(_AFTER_LINKS)

    def pieces() -> Iterator[bytes]:
        yield before + b"<sheetData>"
        yield from part.rows()
        yield b"</sheetData>" + before_links
        yield from part.hyperlinks()
        yield margins + rest

    return compressed(name, pieces(), thread)


def _described(drawing: bytes, alt: str) -> bytes:
    """The drawing of a chart with its alternative text, for which openpyxl has no place."""
    text = quoteattr(alt).encode("utf-8")
    return drawing.replace(b"<cNvPr ", b"<cNvPr descr=" + text + b" ", 1)
