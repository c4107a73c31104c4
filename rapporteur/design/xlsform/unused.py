"""What an XLSForm says and a questionnaire in a workbook does not use, as notes of the form."""

import difflib
from collections.abc import Iterator, Mapping, Sequence

from rapporteur.design.form import FormNote
from rapporteur.design.xlsform.sheets import Column, Row, Sheet, Sheets

_ITEM = {"label", "hint", "relevant"}
_SURVEY = {
    "group": _ITEM,
    "repeat": _ITEM | {"repeat_count"},
    "calculate": {"calculation"},
    "question": _ITEM
    | {"required", "required_message", "constraint", "constraint_message"}
    | {"default", "parameters", "calculation", "choice_filter"},
    "end": {"label"},
}
"""The columns that are used, or refused by the reader, in the rows of each kind."""

_ALWAYS = {"type", "name", "disabled"}
_CHOICES = {"list_name", "name", "label"}
_SETTINGS = {
    "title", "id_string", "version", "default_language", "clean_text_values",
    "allow_choice_duplicates",
}  # fmt: skip

_REMEDIES = {
    "control": "A workbook has one way to show each type of question. Delete the column, or keep "
    "it for servers of ODK.",
    "guidance_hint": "Write what respondents should read into the column hint.",
    "media": "A workbook shows no pictures or sounds. Say it in words in label or hint.",
    "readonly": "Respondents can change every answer but those from the roster. Put fixed "
    "information into hint.",
    "relevant": "Write the condition into the group, or into the expressions that use the value.",
    "parameters": "Only value and label of select_one_from_file and select_multiple_from_file "
    "have an effect.",
}
_APPEARANCES = {"year"}
"""The appearances with a meaning: that a number is a calendar year."""

_ROWS_SHOWN = 10


def unused(sheets: Sheets, name: str) -> Iterator[FormNote]:
    """A note for each column, row and sheet of the form `name` that is not used."""
    survey = sheets.survey
    for column in survey.columns:
        rows = [
            row.number
            for row in survey.rows
            if column.heading in row.texts and not _used(survey, row, column)
        ]
        if rows:
            yield _column(name, survey, column, rows, _used_anywhere())
    for row in survey.rows:
        if row.texts and not survey.text(row, "type"):
            yield FormNote(
                f"{name}, row {row.number} of the survey sheet: the row has no type and is passed "
                "over.",
                "Give it a type, or delete it.",
            )
        if survey.text(row, "type") == "audit":
            yield FormNote(
                f"{name}, row {row.number} of the survey sheet: audit records nothing in a "
                "workbook.",
                "Delete the row, or keep it for servers of ODK.",
            )
    for sheet, used in ((sheets.choices, _CHOICES), (sheets.settings, _SETTINGS)):
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


def _used(survey: Sheet, row: Row, column: Column) -> bool:
    kind = _kind(survey.text(row, "type"))
    text = row.texts[column.heading]
    if column.name == "parameters":
        return _only_columns(text)
    if (column.name, column.language) == ("control", "appearance") and kind == "question":
        return set(text.split()) <= _APPEARANCES
    return column.name in _ALWAYS | _SURVEY[kind]


def _kind(type_text: str) -> str:
    words = type_text.replace("_", " ").split()
    if words[:1] == ["end"] and len(words) > 1:
        return "end"
    if words[:1] == ["begin"]:
        return "group" if words[1:2] == ["group"] else "repeat"
    return "calculate" if words == ["calculate"] else "question"


def _only_columns(parameters: str) -> bool:
    """Whether parameters name only the columns of a file of choices."""
    names = {part.partition("=")[0].strip() for part in parameters.replace(",", " ").split()}
    return names <= {"value", "label"}


def _used_anywhere() -> set[str]:
    return _ALWAYS | set[str]().union(*_SURVEY.values())


def _column(
    name: str, sheet: Sheet, column: Column, rows: Sequence[int], used: set[str]
) -> FormNote:
    shown = ", ".join(map(str, rows[:_ROWS_SHOWN]))
    more = f" and {len(rows) - _ROWS_SHOWN} more" if len(rows) > _ROWS_SHOWN else ""
    word = "row" if len(rows) == 1 else "rows"
    where = f"{name}, {word} {shown}{more} of the {sheet.name} sheet, column “{column.heading}”"
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
