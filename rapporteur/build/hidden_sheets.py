"""The hidden sheets: the choice lists for the drop-downs, and the workbook's identification."""

import re
from collections.abc import Iterable

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from rapporteur.build.draft import Draft
from rapporteur.design.form_names import MISSING_CODES

LAYOUT_VERSION = "1"
SHEET = "lists"


def defined_name(list_name: str) -> str:
    """The defined name of a choice list, to which drop-downs refer."""
    return "choices_" + re.sub(r"\W", "_", list_name)


def add_lists(draft: Draft, used: Iterable[str]) -> None:
    """Write each choice list into a column: its name, its labels, the missing-value codes."""
    sheet = draft.workbook.create_sheet(SHEET)
    sheet.sheet_state = "hidden"
    sheet["A1"] = "rapporteur:lists"
    for column, list_name in enumerate(used, start=2):
        labels = [draft.text(choice.label) for choice in draft.form.choices[list_name]]
        for row, value in enumerate([list_name, *labels, *MISSING_CODES], start=1):
            cell = sheet.cell(row, column, value)
            cell.data_type = "s"
        letter, last = get_column_letter(column), 1 + len(labels) + len(MISSING_CODES)
        name = defined_name(list_name)
        draft.workbook.defined_names[name] = DefinedName(
            name, attr_text=f"'{SHEET}'!${letter}$2:${letter}${last}"
        )


def add_identification(draft: Draft, notice: str) -> None:
    """Write the cycle, form, respondent and language of the workbook, and its notice."""
    sheet = draft.workbook.create_sheet("rapporteur")
    sheet.sheet_state = "hidden"
    rows = {
        "rapporteur:questionnaire": LAYOUT_VERSION,
        "cycle": draft.cycle.id,
        "form_id": draft.form.id,
        "form_version": draft.form.version,
        "respondent": draft.respondent.code,
        "category": draft.respondent.category,
        "language": draft.language,
        "notice": notice,
    }
    for row, (key, value) in enumerate(rows.items(), start=1):
        sheet.cell(row, 1, key)
        cell = sheet.cell(row, 2, value)
        cell.data_type = "s"
        cell.number_format = "@"
