"""The hidden sheets: the choice lists for the drop-downs, and the workbook's identification."""

import re
from collections.abc import Iterable, Mapping, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.build.draft import Draft
from rapporteur.design.cascades import offered, parents
from rapporteur.design.form import Question
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
    _add_offered(draft, sheet)


def depends(draft: Draft, question: Question) -> Sequence[tuple[str, Question]]:
    """The questions of the workbook that decide which choices the drop-down of one offers."""
    deciding = parents(draft.form, question)
    asked = all(parent.name in draft.asked for _, parent in deciding)
    return deciding if asked and offered(draft.form, question, draft.language) else ()


def filtered_name(draft: Draft, question: Question, part: str) -> str:
    """A defined name for the choices of a question that depend on other answers.

    The parts are `choices`, one group below the other, `all` of them, and by group `keys`, `first`
    and `number`. Formulas of a validation may have 255 characters, so that names are short.
    """
    return f"_{part[0]}{draft.filtered.index(question) + 1}"


def answer_name(draft: Draft, question: Question) -> str:
    """The defined name of the cell with the answer to a question outside tables."""
    return f"_q{[*draft.form.questions].index(question.name) + 1}"


def _add_offered(draft: Draft, sheet: Worksheet) -> None:
    """Write the choices that depend on other answers, grouped by these answers.

    Each column is headed by the name of the list, by which it is known when it comes back.
    """
    for question in draft.filtered:
        if not depends(draft, question):
            continue
        codes = missing_codes(draft.form.choices_of(question))
        columns: dict[str, list[str | int]] = {"choices": [], "keys": [], "first": [], "number": []}
        for key, labels in offered(draft.form, question, draft.language).items():
            group = [*labels, *codes]
            columns["keys"].append(key)
            columns["first"].append(len(columns["choices"]))
            columns["number"].append(len(group))
            columns["choices"] += group
        for part, values in columns.items():
            column = sheet.max_column + 1
            for row, value in enumerate([question.list_name, *values], start=1):
                cell = sheet.cell(row, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
            letter = get_column_letter(column)
            own = filtered_name(draft, question, part)
            draft.workbook.defined_names[own] = DefinedName(
                own, attr_text=f"'{SHEET}'!${letter}$2:${letter}${1 + len(values)}"
            )
        own = filtered_name(draft, question, "all")
        text = draft.workbook.defined_names[
            defined_names(draft.form.choices)[question.list_name or ""]
        ].attr_text
        draft.workbook.defined_names[own] = DefinedName(own, attr_text=text)


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
