"""The hidden sheets: the choice lists for the drop-downs, and the workbook's identification."""

import re
from collections.abc import Iterable, Mapping

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from rapporteur.build.draft import Draft
from rapporteur.design.form_names import missing_codes
from rapporteur.design.signatures import QUESTIONNAIRE, SIGNED, sign

LAYOUT_VERSION = "1"
SHEET = "lists"


def defined_names(lists: Iterable[str]) -> Mapping[str, str]:
    """The defined names of choice lists, to which drop-downs refer, by list.

    Excel does not distinguish names by case and allows few characters in them: a list whose name
    is like an earlier one gets a number.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for list_name in lists:
        base = name = "choices_" + re.sub(r"\W", "_", list_name)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{base}_{number}"
        taken.add(name.casefold())
        names[list_name] = name
    return names


def add_lists(draft: Draft, used: Iterable[str]) -> None:
    """Write each choice list into a column: its name, its labels, the missing-value codes."""
    sheet = draft.workbook.create_sheet(SHEET)
    sheet.sheet_state = "hidden"
    sheet["A1"] = "rapporteur:lists"
    names = defined_names(draft.form.choices)
    for column, list_name in enumerate(used, start=2):
        choices = draft.form.choices[list_name]
        entries = [*(draft.text(choice.label) for choice in choices), *missing_codes(choices)]
        for row, value in enumerate([list_name, *entries], start=1):
            cell = sheet.cell(row, column, value)
            cell.data_type = "s"
        letter, last = get_column_letter(column), 1 + len(entries)
        name = names[list_name]
        draft.workbook.defined_names[name] = DefinedName(
            name, attr_text=f"'{SHEET}'!${letter}$2:${letter}${last}"
        )


IDENTIFICATION = "rapporteur"
"""The name of the sheet that says whose workbook it is."""


def identification(identity: Mapping[str, str], notice: str, key: str) -> Mapping[str, str]:
    """The rows of the identification: `identity` has the keys that are signed, and `key` signs.

    With an empty key there is no signature.
    """
    return {
        "rapporteur:questionnaire": LAYOUT_VERSION,
        **{name: identity[name] for name in SIGNED if name != "kind"},
        "notice": notice,
        "kind": identity["kind"],
        **({"signature": sign(identity, key)} if key else {}),
    }


def add_identification(draft: Draft, notice: str, key: str) -> None:
    """Write whose workbook it is, signed with `key` (not signed if it is empty), and its notice."""
    sheet = draft.workbook.create_sheet(IDENTIFICATION)
    sheet.sheet_state = "hidden"
    identity = {
        "kind": QUESTIONNAIRE,
        "cycle": draft.cycle.id,
        "form_id": draft.form.id,
        "form_version": draft.form.version,
        "respondent": draft.respondent.code,
        "category": draft.respondent.category,
        "language": draft.language,
    }
    rows = identification(identity, notice, key)
    for row, (key, value) in enumerate(rows.items(), start=1):
        sheet.cell(row, 1, key)
        cell = sheet.cell(row, 2, value)
        cell.data_type = "s"
        cell.number_format = "@"
