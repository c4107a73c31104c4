"""What an XLSForm says and a questionnaire in a workbook does not use, as notes of the form."""

import difflib
from collections.abc import Iterator, Mapping, Sequence, Set

from rapporteur.design.form import FormNote
from rapporteur.design.xlsform.nodes import Node
from rapporteur.design.xlsform.notes import in_rows
from rapporteur.design.xlsform.sheets import Column, Row, Sheet, Sheets

_ITEM = {"label", "hint", "guidance_hint", "relevant"}
_ASKED = {
    "required", "required_message", "constraint", "constraint_message", "default", "parameters",
    "choice_filter", "unit",
}  # fmt: skip
_SURVEY: Mapping[str, set[str]] = {
    "group": _ITEM,
    "repeat": _ITEM | {"repeat_count"},
    "question": _ITEM | _ASKED,
    "note": _ITEM | {"bind"},
    "calculation": {"calculation"},
    "end": {"label"},
}
"""The columns that are used in the rows of each kind. A row that is left out has its own note."""

_ALWAYS = {"type", "name", "disabled"}
_CHOICES = {"list_name", "name", "label"}
_SETTINGS = {
    "title", "id_string", "version", "default_language", "clean_text_values",
    "allow_choice_duplicates",
}  # fmt: skip

_REMEDIES = {
    "control": "A workbook has one way to show each type of question. Delete the column, or keep "
    "it for servers of ODK.",
    "media": "A workbook shows no pictures or sounds. Say it in words in label or hint.",
    "readonly": "Respondents can change every answer but those from the roster. Put fixed "
    "information into hint.",
    "relevant": "Write the condition into the group, or into the expressions that use the value.",
    "parameters": "Only value and label of select_one_from_file and select_multiple_from_file "
    "have an effect.",
}
_APPEARANCES = {"year"}
"""The appearances with a meaning: that a number is a calendar year."""


def unused(
    sheets: Sheets, name: str, nodes: Mapping[int, Node], filtered: Set[str]
) -> Iterator[FormNote]:
    """A note for each column, row and sheet of the form `name` that is not used.

    `nodes` say what becomes of rows, by their number; `filtered` are the columns of the choices
    sheet to which a `choice_filter` refers.
    """
    survey = sheets.survey
    for column in survey.columns:
        rows = [
            row.number
            for row in survey.rows
            if column.heading in row.texts and not _used(survey, row, column, nodes.get(row.number))
        ]
        if rows:
            yield _column(name, survey, column, rows, _used_anywhere())
    for row in survey.rows:
        if row.texts and not survey.text(row, "type"):
            yield FormNote(
                f"{in_rows(name, [row.number])}: the row has no type and is passed over.",
                "Give it a type, or delete it.",
            )
        type_text = survey.text(row, "type")
        if type_text and row.number not in nodes and not _is_end(type_text):
            yield FormNote(
                f"{in_rows(name, [row.number])}: {type_text} has no meaning in a workbook, or the "
                "row is disabled, and it is left out.",
                "Delete the row, or keep it for servers of ODK.",
            )
    for sheet, used in ((sheets.choices, _CHOICES | filtered), (sheets.settings, _SETTINGS)):
        for column in sheet.columns:
            rows = [row.number for row in sheet.rows if column.heading in row.texts]
            if rows and column.name not in used:
                yield _column(name, sheet, column, rows, used)
    for sheet_name in sheets.unread:
        yield FormNote(
            f"{name}: the sheet “{sheet_name}” is not read.",
            "A form has the sheets survey, choices and settings: check the name, or begin it with "
            "_ if the sheet is for the authors.",
        )


def _used(survey: Sheet, row: Row, column: Column, node: Node | None) -> bool:
    kind = _kind(survey.text(row, "type"), node)
    text = row.texts[column.heading]
    if kind == "left out":
        return True
    if column.name == "parameters":
        of_range = node is not None and node.kind is not None and node.kind.type == "range"
        return _names(text) <= (_RANGE if of_range else _FILE)
    if (column.name, column.language) == ("control", "appearance") and kind == "question":
        return set(text.split()) <= _APPEARANCES
    return column.name in _ALWAYS | _SURVEY[kind]


def _kind(type_text: str, node: Node | None) -> str:
    """What becomes of a row; pyxform keeps no row for the end of a group."""
    if node is None:
        return "end" if _is_end(type_text) else "left out"
    return node.kind.role if node.kind else node.type


def _is_end(type_text: str) -> bool:
    return type_text.replace("_", " ").split()[:1] == ["end"]


_FILE, _RANGE = {"value", "label"}, {"start", "end", "step"}
"""The parameters of choices in a file, and of a range."""


def _names(parameters: str) -> set[str]:
    """The names of parameters."""
    parts = parameters.replace(",", " ").replace(";", " ").split()
    return {part.partition("=")[0].strip() for part in parts}


def _used_anywhere() -> set[str]:
    return _ALWAYS | set[str]().union(*_SURVEY.values())


def _column(
    name: str, sheet: Sheet, column: Column, rows: Sequence[int], used: set[str]
) -> FormNote:
    where = f"{in_rows(name, rows, sheet.name)}, column “{column.heading}”"
    return FormNote(
        f"{where}: what stands there is not used.", _remedy(column, used, sheet.name == "survey")
    )


def _remedy(column: Column, used: set[str], of_survey: bool) -> str:
    remedies: Mapping[str, str] = _REMEDIES if of_survey else {}
    key = "readonly" if column.language == "readonly" else column.name
    if key in remedies:
        return remedies[key]
    if column.name in used:
        return "It has no meaning in a row of that type: delete it there."
    if near := difflib.get_close_matches(column.name, sorted(used), 1, 0.75):
        return f"Did you mean {near[0]}?"
    return f"Delete it, or check the name: {', '.join(sorted(used))} are used."
