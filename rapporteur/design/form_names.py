"""Check the names of a form's items, which become names of tables and columns."""

import re
from collections.abc import Sequence

from rapporteur.design.form import Choice, Form
from rapporteur.kernel.errors import UserError
from rapporteur.language.folding import fold

# Tables of the schemas `landing` and `form` other than those of repeats.
RESERVED = {"main", "answers", "findings", "submissions", "respondents", "questions", "choices"}
# Columns that the tables of the schema `form` have besides the answers.
OF_TABLES = ("submission",)
OF_REPEATS = ("row", "evidence", "note")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
# A repeat is a named Excel table, which must not be named like a cell.
_CELL = re.compile(r"[a-z]{1,3}[0-9]+|r[0-9]*c?[0-9]*|c[0-9]*")

MISSING_CODES = ("a", "m", "n", "x")
"""The codes of UNESCO UIS: not applicable, not available, nil, included elsewhere."""

# Cyrillic letters that look like missing-value codes and may be typed for them.
_LOOK_ALIKE = str.maketrans("амх", "amx")


def missing_codes(choices: Sequence[Choice]) -> tuple[str, ...]:
    """The missing-value codes that an answer to a question with these choices may be.

    A code that looks like the label of a choice is none of them: who enters M where a choice is
    labelled M means that choice.
    """
    labels = {
        fold(label).translate(_LOOK_ALIKE) for choice in choices for label in choice.label.values()
    }
    return tuple(code for code in MISSING_CODES if code not in labels)


def check_names(form: Form, calculations: Sequence[str], source: str) -> None:
    """Raise `UserError` if a name in the form `source` is used twice or is not allowed.

    `calculations` are the names of calculations in the form's order, with repetitions.
    """
    questions = [question.name for question in form.questions_in_order()]
    names = [*questions, *form.repeats, *calculations]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise UserError(
            f"{source}: {', '.join(repeated)} is used more than once.",
            "Give every question, repeat and calculation a name of its own: answers are found by "
            "name.",
        )
    # Imported here, since a process that only reads files needs no DuckDB.
    from rapporteur.design.expressions.compiler import reserved_words

    reserved = RESERVED | reserved_words()
    like_cells = {name for name in form.repeats if _CELL.fullmatch(name)}
    in_repeats = {one.name for repeat in form.repeats.values() for one in repeat.questions}
    taken = {*OF_TABLES, *in_repeats.intersection(OF_REPEATS)}
    unusable = [
        name for name in names if name in reserved | like_cells | taken or not _NAME.fullmatch(name)
    ]
    if unusable:
        raise UserError(
            f"{source}: {', '.join(unusable)} cannot be the name of a question or repeat.",
            "Use lower-case letters, digits and _. Do not use a reserved word of SQL, "
            f"{', '.join(sorted({*RESERVED, *OF_TABLES}))}, for a repeat a name like a cell, such "
            f"as q1, or in a repeat {', '.join(OF_REPEATS)}.",
        )
    clashing = [n for n, cs in form.choices.items() if any(c.code in MISSING_CODES for c in cs)]
    if clashing:
        raise UserError(
            f"{source}: a choice of {', '.join(clashing)} has the code a, m, n or x.",
            "They mean missing values in every answer: give the choice another code.",
        )
