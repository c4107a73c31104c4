"""Answers that are already known, and what a cell of the workbook holds for each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapporteur.design.form import Question
from rapporteur.design.form_names import MISSING_CODES

Value = str | int | float | date


@dataclass(frozen=True, slots=True)
class Prefill:
    """An answer known beforehand, valid for its question.

    `value` is a choice code (several separated by a space), an ISO date, a plain number, text
    or a missing-value code. `row` counts from 1 in a repeat and is None outside.
    """

    question: str
    row: int | None
    value: str
    note: str = ""


class Answers:
    """The known answers of one respondent, by question and row."""

    def __init__(self, prefill: Iterable[Prefill]) -> None:
        self._known = {(entry.question, entry.row): entry for entry in prefill}

    def __bool__(self) -> bool:
        return bool(self._known)

    def get(self, question: Question, row: int | None = None) -> Prefill | None:
        """The answer to `question` in `row`, if it is known."""
        return self._known.get((question.name, row))

    def rows(self, questions: Sequence[Question]) -> int:
        """How many rows of a repeat with these questions are known."""
        names = {question.name for question in questions}
        return max((row for name, row in self._known if name in names and row), default=0)

    def note(self, questions: Sequence[Question], row: int) -> str:
        """The notes on a row of a repeat, each once."""
        entries = (self.get(question, row) for question in questions)
        return "; ".join(dict.fromkeys(e.note for e in entries if e and e.note))


def cell_value(question: Question, value: str, labels: Mapping[str, str]) -> Value:
    """What a cell holds for `value`: labels for codes, real dates, numbers as numbers."""
    if value in MISSING_CODES:
        return value
    match question.type:
        case "integer":
            return int(value)
        case "decimal":
            return float(value)
        case "date":
            return date.fromisoformat(value)
        case "select_one" | "select_multiple":
            return "; ".join(labels[code] for code in value.split())
    return value
