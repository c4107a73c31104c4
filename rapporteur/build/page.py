"""The set-up of a visible sheet: view, printing, protection, direction of writing."""

from typing import Any

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.build.draft import Draft
from rapporteur.build.validation import clip
from rapporteur.language.typeface import ACCENT, GREY


def set_up(draft: Draft, sheet: Worksheet, *, landscape: bool, title_rows: str = "") -> None:
    """Set up a visible sheet for screen and A4 paper, and protect it without a password."""
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.rightToLeft = draft.face.right_to_left
    sheet.sheet_view.zoomScale = 100
    sheet.sheet_properties.tabColor = ACCENT
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = int(Worksheet.PAPERSIZE_A4)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top = margins.bottom = 0.7
    margins.header = margins.footer = 0.3
    if title_rows:
        sheet.print_title_rows = title_rows
    title, name = draft.text(draft.cycle.definition.title), draft.text(draft.respondent.name)
    _running(sheet.oddHeader, _plain(title, 130), _plain(name, 60))
    _running(sheet.oddFooter, "&A", draft.message("page", page="&P", pages="&N"))
    protection = sheet.protection
    protection.sheet = True
    # In the file format, False means that the action is allowed.
    protection.formatCells = protection.formatColumns = protection.formatRows = False
    protection.insertRows = protection.sort = protection.autoFilter = False


def _running(band: Any, left: str, right: str) -> None:
    for part, text in ((band.left, left), (band.right, right)):
        part.text, part.size, part.color = text, 8, GREY


def _plain(text: str, limit: int) -> str:
    """A text for a header or footer, cut to `limit` characters and with `&` escaped.

    Excel allows 255 characters for a whole header.
    """
    return clip(text, limit).replace("&", "&&")
