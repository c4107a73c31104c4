"""Write a workbook: openpyxl makes everything but the rows, which are put into its sheets.

With openpyxl alone the rows of a thousand replies, some hundred thousand, would take minutes.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from rapporteur.charts.content import ChartContent
from rapporteur.charts.sheet import chart_grid
from rapporteur.charts.texts import titles
from rapporteur.files import replacing
from rapporteur.publish.archive import Archive
from rapporteur.publish.body import table_grid, table_rows
from rapporteur.publish.edition import Edition
from rapporteur.publish.evidence_sheet import evidence_grid, evidence_rows
from rapporteur.publish.front import contents, cover, notes
from rapporteur.publish.grid import Grid, Link, Rows, alike
from rapporteur.publish.parts import COVER_WIDTHS, CoverPart, GridPart, Part
from rapporteur.publish.rows import Body, Chunk
from rapporteur.publish.sheets import Sheets
from rapporteur.publish.styles import Styles

_SHEET = "xl/worksheets/sheet{}.xml"
_DIMENSION = re.compile(rb"<dimension [^>]*/>")  # optional, and of the empty sheet
_EMPTY = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")
_DRAWING = re.compile(r"xl/drawings/drawing(\d+)\.xml")
_AFTER_LINKS = b"<pageMargins"


def write_workbooks(
    editions: Sequence[Edition], charts: Sequence[ChartContent], folder: Path
) -> list[Path]:
    """Write the tables and charts in one language, a workbook for each profile.

    They are written beside first, and at once, since their rows are the same. The same content
    gives the same bytes. Raises `UserError` when a sheet cannot hold its rows.
    """
    first = editions[0]
    rows = [table_rows(first, content) for content in first.content.tables]
    found = evidence_rows(first)
    several = [
        alike(grids) if _shared(grids) else grids
        for grids in zip(*(_grids(one, charts, rows, found) for one in editions), strict=True)
    ]
    books = [
        _Book(edition, charts, grids)
        for edition, grids in zip(editions, zip(*several, strict=True), strict=True)
    ]
    paths = [folder / f"{one.cycle.id}.{one.language}{one.profile.suffix}.xlsx" for one in editions]
    with ExitStack() as stack:
        archives = [
            stack.enter_context(Archive(stack.enter_context(replacing(path)))) for path in paths
        ]
        for book, archive in zip(books, archives, strict=True):
            book.write_rest(archive)
        for at in range(1 + len(several)):
            _write_sheet(at, books, archives)
    return paths


def _grids(
    edition: Edition, charts: Sequence[ChartContent], rows: Sequence[Rows], found: Rows
) -> list[Grid]:
    said = titles(edition, charts)
    drawn = [replace(chart_grid(edition, chart), title=said[chart.chart.id]) for chart in charts]
    body = [
        table_grid(edition, content, one)
        for content, one in zip(edition.content.tables, rows, strict=True)
    ]
    listed = contents(edition, drawn)
    front = [listed, notes(edition, [listed, *drawn])]
    return [*front, *body, *drawn, evidence_grid(edition, found)]


def _shared(grids: Sequence[Grid]) -> bool:
    return all(grid.rows is grids[0].rows and not grid.fills for grid in grids)


def _write_sheet(at: int, books: Sequence["_Book"], archives: Sequence[Archive]) -> None:
    """Write a sheet into each of the workbooks, its rows made once if they can be."""
    with ExitStack() as stack:
        written = [
            (book.parts[at], stack.enter_context(book.opened(at, archive)))
            for book, archive in zip(books, archives, strict=True)
        ]
        bodies = [book.body(at) for book in books]
        if at and _shared([book.grids[at - 1] for book in books]):
            bodies = bodies[:1]
        for place, body in enumerate(bodies):
            for chunk in body:
                for part, write in written if len(bodies) == 1 else written[place : place + 1]:
                    write(part.body(chunk).encode("utf-8"))


class _Book:
    """A workbook of one profile, which openpyxl makes but for its rows."""

    def __init__(
        self, edition: Edition, charts: Sequence[ChartContent], grids: Sequence[Grid]
    ) -> None:
        self.grids = grids
        book = Workbook()
        book.properties.title = edition.title
        book.properties.subject = edition.resolution
        book.properties.language = edition.language
        book.properties.creator = "rapporteur"
        # Not the time of writing: from the same replies comes the same file.
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
        facts, target = cover(edition), edition.say("sheet-contents")
        to_contents = Link(target, target)
        self.parts: list[Part] = [
            CoverPart(edition.title, facts, to_contents, self._styles, self._too_long),
            *(GridPart(grid, self._styles, edition.profile) for grid in grids),
        ]
        shell = BytesIO()
        ExcelWriter(book, ZipFile(shell, "w")).save()
        with ZipFile(shell) as given:
            self._given = {name: given.read(name) for name in given.namelist()}

    def write_rest(self, archive: Archive) -> None:
        """Write all that is no sheet."""
        sheets = {_SHEET.format(number + 1) for number in range(len(self.parts))}
        for name, data in self._given.items():
            if drawing := _DRAWING.fullmatch(name):
                archive.member(name, _described(data, self._alts[int(drawing[1]) - 1]))
            elif name not in sheets:
                archive.member(name, data)

    def body(self, at: int) -> Iterable[Chunk]:
        """The rows of a sheet's table."""
        return Body(self.grids[at - 1], self._styles, self._too_long) if at else ()

    @contextmanager
    def opened(self, at: int, archive: Archive) -> Iterator[Callable[[bytes], None]]:
        """A sheet that openpyxl left empty, to write the rows of its table into."""
        name, part = _SHEET.format(at + 1), self.parts[at]
        before, after = _EMPTY.split(_DIMENSION.sub(b"", self._given[name]))
        with archive.part(name) as write:
            write(before + b"<sheetData>" + part.head().encode("utf-8"))
            yield write
            links = part.hyperlinks({grid.sheet: grid.header_row for grid in self.grids})
            between, margins, rest = after.partition(_AFTER_LINKS)
            closed = f"{part.tail()}</sheetData>{links}".encode()
            write(b"".join((between, closed, margins, rest)))


def _described(drawing: bytes, alt: str) -> bytes:
    """A drawing of one chart with what a screen reader says; openpyxl has no place for it."""
    text = quoteattr(alt).encode("utf-8")
    return drawing.replace(b"<cNvPr ", b"<cNvPr descr=" + text + b" ", 1)
