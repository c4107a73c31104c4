"""Whether a value that is written in a file of the cycle can be the answer to a question.

Such values are the defaults of the form and the answers that are known before a questionnaire is
sent out. They are written as data and not as respondents write: a choice by its code, a date in
the form of ISO 8601, a number without separators.
"""

import re
from collections.abc import Sequence
from datetime import date
from math import isfinite

from rapporteur.design.form import Choice, Question

CELL_LIMIT = 32_767
"""Excel's limit for the text of a cell, in characters."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def problem_of_value(question: Question, choices: Sequence[Choice], value: str) -> str:
    """Why `value` cannot be the answer to a question with these choices; empty if it can."""
    match question.type:
        case "integer" if not re.fullmatch(r"-?\d{1,15}", value):
            return "is not a whole number; write digits only"
        case "decimal" if not _is_number(value):
            return "is not a number; write it plainly, like 1234.5"
        case "date" if not _is_date(value):
            return "is not a date; write it like 2024-05-31"
        case "select_one" | "select_multiple":
            codes = [choice.code for choice in choices]
            chosen = value.split() if question.type == "select_multiple" else [value]
            if not set(chosen) <= set(codes):
                return f"is not among the codes of {question.list_name}: {' '.join(codes)}"
    return ""


def problem_of_text(text: str) -> str:
    """Why a spreadsheet cannot hold `text`; empty if it can."""
    if len(text) > CELL_LIMIT or _UNPRINTABLE.search(text):
        return (
            f"the text has more than {CELL_LIMIT} characters or control characters, "
            "which a spreadsheet cannot hold"
        )
    return ""


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", value)) and isfinite(float(value))


def _is_date(value: str) -> bool:
    try:
        # Excel's dates begin in 1900; fromisoformat also accepts dates without hyphens.
        return date.fromisoformat(value).isoformat() == value and value >= "1900-03-01"
    except ValueError:
        return False
