"""Write the workbooks: openpyxl makes everything but the rows, which are put into its sheets.

With openpyxl alone the rows of a thousand replies, some hundred thousand, would take minutes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, time
from io import BytesIO
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from openpyxl import Workbook

from rapporteur.disseminate.content.chart_content import ChartContent
from rapporteur.disseminate.content.chart_texts import titles
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.grid import Grid, Link, Rows, alike
from rapporteur.disseminate.workbook.archive import Archive
from rapporteur.disseminate.workbook.chart_sheet import chart_grid
from rapporteur.disseminate.workbook.empty_sheets import Sheets
from rapporteur.disseminate.workbook.evidence_sheet import evidence_grid, evidence_rows
from rapporteur.disseminate.workbook.front_sheets import contents, cover, notes
from rapporteur.disseminate.workbook.sheet_xml import (
    CHUNK,
    COVER_WIDTHS,
    Body,
    Chunk,
    CoverPart,
    GridPart,
    Memo,
    Part,
)
from rapporteur.disseminate.workbook.styles import Styles
from rapporteur.disseminate.workbook.table_sheet import table_grid, table_rows
from rapporteur.kernel.files import replacing
from rapporteur.kernel.workbook_file import save

_SHEET = "xl/worksheets/sheet{}.xml"
_DIMENSION = re.compile(rb"<dimension [^>]*/>")  # optional, and of the empty sheet
_EMPTY = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")
_DRAWING = re.compile(r"xl/drawings/drawing(\d+)\.xml")
_AFTER_LINKS = b"<pageMargins"


def write_workbooks(
    editions: Sequence[Edition], charts: Sequence[ChartContent], folder: Path
) -> list[Path]:
    """Write the tables and charts, a workbook for each language and profile.

    All are written at once, since they share much of their content, and beside their place first.
    The same content gives the same bytes. Raises `UserError` when a sheet cannot hold its rows.
    """
    rows = {edition.language: _rows(edition) for edition in editions}
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
        archives = [
            stack.enter_context(Archive(stack.enter_context(replacing(path)))) for path in paths
        ]
        for book, archive in zip(books, archives, strict=True):
            book.write_rest(archive)
        for at in range(1 + len(sheets)):
            _write_sheet(at, books, archives)
    return paths


def _rows(edition: Edition) -> tuple[Sequence[Rows], Rows]:
    """The rows of the tables and of the evidence, the same in every profile."""
    return [table_rows(edition, content) for content in edition.content.tables], evidence_rows(
        edition
    )


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


def _write_sheet(at: int, books: Sequence["_Book"], archives: Sequence[Archive]) -> None:
    """Write a sheet into each of the workbooks; rows that they share are made once."""
    with ExitStack() as stack:
        opened = [
            stack.enter_context(book.opened(at, archive))
            for book, archive in zip(books, archives, strict=True)
        ]
        if not at:
            return  # the cover has no table
        grids = [book.grids[at - 1] for book in books]
        bodies = {id(grid.rows): book.body(grid) for book, grid in zip(books, grids, strict=True)}
        for first in range(0, max(len(grid.rows) for grid in grids), CHUNK):
            memo: Memo = {}
            chunks = {rows: body.chunk(first, memo) for rows, body in bodies.items()}
            for grid, write in zip(grids, opened, strict=True):
                write(chunks[id(grid.rows)])


class _Book:
    """A workbook in one language and profile, which openpyxl makes except for its rows."""

    def __init__(
        self, edition: Edition, charts: Sequence[ChartContent], grids: Sequence[Grid]
    ) -> None:
        self.grids = grids
        self.name = edition.workbook
        book = Workbook()
        book.properties.title = edition.title
        book.properties.subject = edition.resolution
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
        shell = BytesIO()
        save(book, shell)
        with ZipFile(shell) as archive:
            self._members = {name: archive.read(name) for name in archive.namelist()}

    def write_rest(self, archive: Archive) -> None:
        """Write everything but the sheets."""
        sheets = {_SHEET.format(number + 1) for number in range(1 + len(self.grids))}
        for name, data in self._members.items():
            if drawing := _DRAWING.fullmatch(name):
                archive.member(name, _described(data, self._alts[int(drawing[1]) - 1]))
            elif name not in sheets:
                archive.member(name, data)

    def body(self, grid: Grid) -> Body:
        """The rows of a sheet's table."""
        return Body(grid, self._styles, self._too_long)

    @contextmanager
    def opened(self, at: int, archive: Archive) -> Iterator[Callable[[Chunk], None]]:
        """Open a sheet that openpyxl left empty, to write the rows of its table."""
        name, part = _SHEET.format(at + 1), self._part(at)
        before, after = _EMPTY.split(_DIMENSION.sub(b"", self._members[name]))
        with archive.part(name) as write:
            write(before + b"<sheetData>" + part.head().encode("utf-8"))
            yield lambda rows: write(part.body(rows).encode("utf-8"))
            before_links, margins, rest = after.partition(_AFTER_LINKS)
            write(f"{part.tail()}</sheetData>".encode())
            write(before_links + part.hyperlinks().encode() + margins + rest)

    def _part(self, at: int) -> Part:
        edition, styles = self._edition, self._styles
        if at:
            return GridPart(self.grids[at - 1], styles, edition.profile, self._headers)
        target = edition.say("sheet-contents")
        contents = Link(target, target)
        return CoverPart(edition.title, cover(edition), contents, styles, self._too_long)


def _described(drawing: bytes, alt: str) -> bytes:
    """The drawing of a chart with its alternative text, for which openpyxl has no place."""
    text = quoteattr(alt).encode("utf-8")
    return drawing.replace(b"<cNvPr ", b"<cNvPr descr=" + text + b" ", 1)
