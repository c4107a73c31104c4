"""Write a workbook: openpyxl makes everything but the rows, which are put into its sheets.

With openpyxl alone the rows of a thousand replies, some hundred thousand, would take minutes.
"""

import re
from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from itertools import islice
from operator import attrgetter
from pathlib import Path
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from rapporteur.cycle import Cycle
from rapporteur.errors import UserError
from rapporteur.files import replacing
from rapporteur.publish.body import evidence_sheet, tables
from rapporteur.publish.content import Content
from rapporteur.publish.edition import Edition
from rapporteur.publish.front import contents, cover, notes
from rapporteur.publish.grid import Grid, Link
from rapporteur.publish.labels import Labels
from rapporteur.publish.rows import COVER_WIDTHS, CoverWriter, GridWriter, Writer
from rapporteur.publish.styles import SHEET_LIMIT, Styles

_CHUNK = 500  # rows written at once
_FROZEN = 16  # rows: with more of them frozen a small screen would show little else
_DIMENSION = re.compile(rb"<dimension [^>]*/>")  # optional, and of the empty sheet
_EMPTY = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")
_AFTER_LINKS = b"<pageMargins"


def write_workbook(cycle: Cycle, content: Content, language: str, path: Path) -> Path:
    """Write the tables in one language to `path`, beside it first. Returns `path`.

    The same content gives the same bytes. Raises `UserError` when a sheet cannot hold its rows.
    """
    edition = Edition(cycle, content, Labels(cycle), language)
    book = Workbook()
    book.properties.title = edition.title
    book.properties.subject = edition.resolution
    book.properties.language = language
    book.properties.creator = "rapporteur"
    # Not the time of writing: from the same replies comes the same file.
    book.properties.created = datetime.combine(cycle.definition.cut_off, time())
    book.properties.modified = book.properties.created
    styles = Styles(book, edition.say("date-format"))
    book.worksheets[0].title = edition.say("sheet-cover")
    _set_up(book.worksheets[0], COVER_WIDTHS, edition.title, edition)
    evidence = evidence_sheet(edition)
    grids = [contents(edition), notes(edition), *tables(edition, evidence), evidence]
    for grid in grids:
        _add_sheet(book, grid, edition)
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
            else:
                made.writestr(entry, given.read(name))
    return path


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


def _add_sheet(book: Workbook, grid: Grid, edition: Edition) -> None:
    if grid.last_row > SHEET_LIMIT:
        raise UserError(f"{grid.sheet} has {len(grid.rows)} rows, more than a sheet can hold.")
    sheet = book.create_sheet(grid.sheet)
    _set_up(sheet, grid.widths, grid.title, edition)
    if grid.header_row <= _FROZEN:
        sheet.freeze_panes = f"A{grid.header_row + 1}"
    sheet.print_title_rows = f"{grid.header_row}:{grid.header_row}"
    if grid.rows:  # Excel knows no named table without rows
        table = Table(name=grid.name, displayName=grid.name, ref=grid.ref)
        table.autoFilter = AutoFilter(ref=grid.ref)
        # Said here, else openpyxl would look for the headers in cells that it does not have.
        table.tableColumns = [
            TableColumn(id=number, name=column.header)
            for number, column in enumerate(grid.columns, start=1)
        ]
        sheet.add_table(table)


def _set_up(sheet: Worksheet, widths: Sequence[float], title: str, edition: Edition) -> None:
    """A4 landscape, one page wide, with title, cut-off and page numbers."""
    for at, one in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = round(one, 1)
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    for part, text in (
        ("oddHeader.left", _escaped(title)),
        ("oddFooter.left", _escaped(edition.footer)),
        ("oddFooter.right", "&P / &N"),
    ):
        item = attrgetter(part)(sheet)
        item.text, item.size = text, 8


def _escaped(text: str) -> str:
    """A text for a header or footer, which are at most 255 characters long."""
    return text[:120].replace("&", "&&")
