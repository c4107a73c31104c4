"""The names of the program's own tables and columns, and its codes of missing values."""

from collections.abc import Sequence

from rapporteur.design.form import Choice
from rapporteur.language.folding import fold

# Tables of the schemas `landing` and `form` other than those of repeats.
RESERVED = {"main", "answers", "findings", "submissions", "respondents", "questions", "choices"}
# Columns that the tables of the schema `form` have besides the answers.
OF_TABLES = ("submission",)
OF_REPEATS = ("row", "evidence", "note")

MISSING_CODES = ("a", "m", "n", "x")
"""The codes of UNESCO UIS: not applicable, not available, nil, included elsewhere."""

# Cyrillic letters that look like missing-value codes and may be typed for them.
_LOOK_ALIKE = str.maketrans("амх", "amx")


def missing_codes(choices: Sequence[Choice]) -> tuple[str, ...]:
    """The missing-value codes that an answer to a question with these choices may be.

    A code that looks like the label or name of a choice is none of them: who enters M where a
    choice is labelled M means that choice.
    """
    taken = {
        fold(text).translate(_LOOK_ALIKE)
        for choice in choices
        for text in (choice.code, *choice.label.values())
    }
    return tuple(code for code in MISSING_CODES if code not in taken)
