"""The sheets of a workbook without their rows, made by openpyxl."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.disseminate.content.chart_content import ChartContent
from rapporteur.disseminate.content.chart_texts import alt_text
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.grid import Grid, plain
from rapporteur.disseminate.workbook.native_charts import native_chart
from rapporteur.disseminate.workbook.styles import SHEET_LIMIT, Styles
from rapporteur.kernel.errors import UserError

_FROZEN = 16  # rows: with more of them frozen a small screen would show little else


@dataclass(frozen=True)
class Sheets:
    """Adds sheets without rows to a workbook."""

    book: Workbook
    styles: Styles
    edition: Edition

    def add(self, grid: Grid) -> Worksheet:
        """Add the sheet of a grid, its header repeated on each printed page.

        The UN profile freezes the header and gives it filters; both hinder screen readers and
        magnifiers, so the accessible profile has neither.
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
            # Set here, else openpyxl would look for the headers in cells that it does not have.
            table.tableColumns = [
                TableColumn(id=number, name=header)
                for number, header in enumerate(headers, start=1)
            ]
            sheet.add_table(table)
        return sheet

    def draw(self, sheet: Worksheet, chart: ChartContent, grid: Grid) -> list[str]:
        """Put the chart below the table of its sheet, and return its alternative texts.

        Of a matrix the cells of the table are coloured instead. Either is printed on one page.
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
        """Set up A4 landscape, one page wide; in the UN profile with headers and footers.

        These hold title, document symbol, cut-off and page; screen readers do not reach them.
        """
        for at, wide in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(at)].width = self.styles.width(wide)
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.rightToLeft = self.edition.rtl or None
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        if not self.edition.profile.printed:
            return
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
