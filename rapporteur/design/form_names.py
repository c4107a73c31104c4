"""What the items of a form may be called: tables and columns are named after them."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapporteur.kernel.errors import UserError

if TYPE_CHECKING:
    from rapporteur.design.form import Form

# Tables that the landing and form schemas hold beside one table for each repeat.
RESERVED = {"main", "answers", "findings", "submissions", "respondents", "questions", "choices"}
_NAME = re.compile(r"[a-z][a-z0-9_]*")
# A repeat is a named Excel table, and Excel refuses a name that could be a cell's.
_CELL = re.compile(r"[a-z]{1,3}[0-9]+|r[0-9]*c?[0-9]*|c[0-9]*")

MISSING_CODES = ("a", "m", "n", "x")
"""UNESCO UIS: not applicable, not available, nil, included elsewhere."""


def check_names(form: "Form", calculations: Sequence[str], source: str) -> None:
    """Raises `UserError` when a name of the form `source` is used twice or cannot be one.

    `calculations` names them as they stand in the form, of which two may still have one name.
    """
    asked = [question.name for question in form.questions_in_order()]
    names = [*asked, *form.repeats, *calculations]
    twice = sorted({one for one in names if names.count(one) > 1})
    if twice:
        raise UserError(
            f"{source}: {', '.join(twice)} is used more than once.",
            "Every question, repeat and calculation needs a name of its own, since answers are "
            "found by name.",
        )
    # Here, since a process that reads files knows its form and needs no SQL.
    from rapporteur.design.expressions.compiler import reserved_words

    taken = RESERVED | reserved_words()
    like_cells = {n for n in form.repeats if _CELL.fullmatch(n)}
    unusable = [n for n in names if n in taken | like_cells or not _NAME.fullmatch(n)]
    if unusable:
        raise UserError(
            f"{source}: {', '.join(unusable)} cannot be the name of a question or repeat.",
            f"Use lower-case letters, digits and _; not {', '.join(sorted(RESERVED))} or a word "
            "of SQL, and for a repeat nothing that looks like a cell, such as q1.",
        )
    clashing = [n for n, cs in form.choices.items() if any(c.code in MISSING_CODES for c in cs)]
    if clashing:
        raise UserError(
            f"{source}: a choice of {', '.join(clashing)} has the code a, m, n or x.",
            "These stand for missing values in every answer: give the choice another code.",
        )
