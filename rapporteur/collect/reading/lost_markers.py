"""Sheets whose hidden first column was deleted or emptied, so that no answer on them is found.

The hidden rows that the builder writes above questions and tables tell them from a respondent's
own sheets: they hold the roles of the columns, or the names of questions.
"""

from collections.abc import Iterator, Sequence

from rapporteur.collect.reading.spreadsheet import Sheet
from rapporteur.collect.reading.texts import raw_text
from rapporteur.design.findings import Finding
from rapporteur.design.form import Form, Repeat, Section
from rapporteur.language.folding import fold
from rapporteur.language.texts import unmarked

CODE = "hidden_column_missing"

_OF_THE_PROGRAM = "rapporteur:"
"""How the first cell begins of a sheet that never holds answers: cover, lists, identification."""

_ROLES = ("label", "answer", "note")
_ROWS = 500
"""A sheet of a respondent's own may be long: the hidden rows of the builder's are near the top."""

_HEAD = 6
"""The title of the section is in one of the first rows of its sheet."""


def lost_markers(sheet: Sheet, form: Form, file: str) -> Iterator[Finding]:
    """A finding if a sheet without markers is one of the questionnaire.

    Its parameter `section` is the name of the section on the sheet; empty where it is not known.
    """
    if sheet.rows and sheet.rows[0] and raw_text(sheet.rows[0][0]).startswith(_OF_THE_PROGRAM):
        return
    rows = [tuple(filter(None, map(raw_text, cells))) for cells in sheet.rows[:_ROWS]]
    table = next((repeat for repeat in form.repeats.values() if _heads(rows, repeat)), None)
    if table or _ROLES in rows:
        section = _titled(rows[:_HEAD], form)
        name = section.name if section else table.section if table else ""
        yield Finding(CODE, file, sheet=sheet.name, params={"section": name})


def _heads(rows: Sequence[Sequence[str]], repeat: Repeat) -> bool:
    """Whether the hidden row above a table is there; a tailored table lacks some questions."""
    names = {question.name for question in repeat.questions}
    return any(len(row) > 1 and row[-1] == "note" and set(row[:-1]) <= names for row in rows)


def _titled(rows: Sequence[Sequence[str]], form: Form) -> Section | None:
    texts = {fold(unmarked(text)) for row in rows for text in row}
    return next((s for s in form.sections if texts & set(map(fold, s.label.values()))), None)
