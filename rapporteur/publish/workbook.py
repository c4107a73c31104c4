"""Write a workbook: openpyxl makes everything but the rows, which are put into its sheets.

With openpyxl alone the rows of a thousand replies, some hundred thousand, would take minutes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from itertools import islice
from operator import attrgetter
from pathlib import Path
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from rapporteur.charts.content import ChartContent
from rapporteur.charts.native import native_chart
from rapporteur.charts.sheet import chart_grid
from rapporteur.charts.texts import alt_text
from rapporteur.errors import UserError
from rapporteur.files import replacing
from rapporteur.publish.body import tables
from rapporteur.publish.edition import Edition
from rapporteur.publish.evidence_sheet import evidence_sheet, link_back
from rapporteur.publish.front import contents, cover, notes
from rapporteur.publish.grid import Grid, Link, plain
from rapporteur.publish.rows import COVER_WIDTHS, CoverWriter, GridWriter, Writer
from rapporteur.publish.styles import SHEET_LIMIT, Styles

_CHUNK = 500  # rows written at once
_FROZEN = 16  # rows: with more of them frozen a small screen would show little else
_DIMENSION = re.compile(rb"<dimension [^>]*/>")  # optional, and of the empty sheet
_EMPTY = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")
_DRAWING = re.compile(r"xl/drawings/drawing(\d+)\.xml")
_AFTER_LINKS = b"<pageMargins"


def write_workbook(edition: Edition, charts: Sequence[ChartContent], path: Path) -> Path:
    """Write an edition of the tables and charts to `path`, beside it first. Returns `path`.

    The same content gives the same bytes. Raises `UserError` when a sheet cannot hold its rows.
    """
    book = Workbook()
    book.properties.title = edition.title
    book.properties.subject = edition.resolution
    book.properties.language = edition.language
    book.properties.creator = "rapporteur"
    # Not the time of writing: from the same replies comes the same file.
    book.properties.created = datetime.combine(edition.cycle.definition.cut_off, time())
    book.properties.modified = book.properties.created
    styles = Styles(book, edition.say("date-format"), edition.profile, rtl=edition.rtl)
    sheets = _Sheets(book, styles, edition)
    book.worksheets[0].title = edition.say("sheet-cover")
    sheets.set_up(book.worksheets[0], COVER_WIDTHS, edition.title)
    found = evidence_sheet(edition)
    body = tables(edition, found)
    drawn = [chart_grid(edition, chart) for chart in charts]
    front = [contents(edition, drawn), notes(edition)]
    grids = [*front, *body, *drawn, link_back(edition, found, body)]
    sheet_of = {grid.sheet: sheets.add(grid) for grid in grids}
    alts = [
        alt
        for chart, grid in zip(charts, drawn, strict=True)
        for alt in sheets.draw(sheet_of[grid.sheet], chart, grid)
    ]
    shell = BytesIO()
    ExcelWriter(book, ZipFile(shell, "w")).save()
    too_long = " " + edition.say("too-long")
    target = edition.say("sheet-contents")
    writers: list[Writer] = [
        CoverWriter(edition.title, cover(edition), Link(target, target), styles, too_long),
        *(GridWriter(grid, styles, too_long) for grid in grids),
    ]
    parts = {
        f"xl/worksheets/sheet{number}.xml": writer for number, writer in enumerate(writers, start=1)
    }
    with replacing(path) as beside, ZipFile(shell) as given, ZipFile(beside, "w") as made:
        for name in given.namelist():
            entry = ZipInfo(name)  # of no certain time
            entry.compress_type = ZIP_DEFLATED
            if name in parts:
                _fill(made, entry, given.read(name), parts[name])
            elif drawing := _DRAWING.fullmatch(name):
                alt = alts[int(drawing[1]) - 1]
                made.writestr(entry, _described(given.read(name), alt))
            else:
                made.writestr(entry, given.read(name))
    return path


def _described(drawing: bytes, alt: str) -> bytes:
    """A drawing of one chart with what a screen reader says; openpyxl has no place for it."""
    text = quoteattr(alt).encode("utf-8")
    return drawing.replace(b"<cNvPr ", b"<cNvPr descr=" + text + b" ", 1)


def _fill(archive: ZipFile, entry: ZipInfo, sheet: bytes, writer: Writer) -> None:
    """Write a sheet that openpyxl left empty, with rows and links in their places."""
    before, after = _EMPTY.split(_DIMENSION.sub(b"", sheet))
    with archive.open(entry, "w") as stream:
        stream.write(before + b"<sheetData>")
        rows = writer.rows()
        while chunk := "".join(islice(rows, _CHUNK)):
            stream.write(chunk.encode("utf-8"))
        links = "".join(
            f"<hyperlink ref={quoteattr(at)} location={quoteattr(target)}/>"
            for at, target in writer.links
        )
        linked = f"</sheetData><hyperlinks>{links}</hyperlinks>" if links else "</sheetData>"
        between, margins, rest = after.partition(_AFTER_LINKS)
        stream.write(b"".join((between, linked.encode("utf-8"), margins, rest)))


@dataclass(frozen=True)
class _Sheets:
    """Makes the sheets of a workbook, without their rows."""

    book: Workbook
    styles: Styles
    edition: Edition

    def add(self, grid: Grid) -> Worksheet:
        """A sheet for a grid, its header repeated on each page.

        In print's profile it is frozen and filters: both hinder screen readers and magnifiers.
        """
        if grid.end > SHEET_LIMIT:
            raise UserError(f"{grid.sheet} has {len(grid.rows)} rows, more than a sheet can hold.")
        sheet: Worksheet = self.book.create_sheet(grid.sheet)
        self.set_up(sheet, grid.widths, plain(grid.title))
        printed = self.edition.profile.printed
        if printed and grid.header_row <= _FROZEN:
            sheet.freeze_panes = f"A{grid.header_row + 1}"
        sheet.print_title_rows = f"{grid.header_row - grid.spanned}:{grid.header_row}"
        headers = [column.name for column in grid.columns]
        if len(set(headers)) < len(headers):  # under spanners: Excel wants them unique
            sheet.auto_filter.ref = grid.ref
            named = DefinedName(grid.name, attr_text=f"{quote_sheetname(grid.sheet)}!{grid.ref}")
            self.book.defined_names[grid.name] = named
        elif grid.rows:  # Excel knows no named table without rows
            table = Table(name=grid.name, displayName=grid.name, ref=grid.ref)
            if printed:
                table.autoFilter = AutoFilter(ref=grid.ref)
            # Said here, else openpyxl would look for the headers in cells that it does not have.
            table.tableColumns = [
                TableColumn(id=number, name=header)
                for number, header in enumerate(headers, start=1)
            ]
            sheet.add_table(table)
        return sheet

    def draw(self, sheet: Worksheet, chart: ChartContent, grid: Grid) -> list[str]:
        """Put the chart below the table of its sheet; what it says in words, if there is one.

        A matrix is its table, coloured. Either is printed on one page.
        """
        sheet.page_setup.fitToHeight = 1
        for colour in grid.fills.values():
            self.styles.filled(colour)  # before the styles are written
        drawn = native_chart(self.edition, chart, grid.sheet, grid.header_row)
        if drawn is None:
            return []
        sheet.add_chart(drawn, f"A{grid.end + 2}")
        return [alt_text(self.edition, chart)]

    def set_up(self, sheet: Worksheet, widths: Sequence[float], title: str) -> None:
        """A4 landscape, one page wide; title, document symbol, cut-off and page on each page."""
        for at, one in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(at)].width = self.styles.width(one)
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.rightToLeft = self.edition.rtl or None
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        start, end = ("right", "left") if self.edition.rtl else ("left", "right")
        for part, text in (
            (f"oddHeader.{start}", _escaped(title)),
            (f"oddHeader.{end}", _escaped(self.edition.cycle.definition.symbol)),
            (f"oddFooter.{start}", _escaped(self.edition.version)),
            ("oddFooter.center", _escaped(self.edition.cycle.id)),
            (f"oddFooter.{end}", "&P / &N"),
        ):
            item = attrgetter(part)(sheet)
            item.text, item.size = text or None, 8


def _escaped(text: str) -> str:
    """A text for a header or footer, which are at most 255 characters long."""
    return text[:120].replace("&", "&&")
