"""An answer with its place: of one cell, or of the ticks beside several choices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapporteur.findings import Finding
from rapporteur.form import Question
from rapporteur.normalize import NORMAL, Value, is_tick, raw_text
from rapporteur.spreadsheet import Cell


class Answer(NamedTuple):
    """One cell that takes an answer, filled or not. `row` counts a repeat's rows from 1."""

    question: str
    repeat: str | None
    row: int | None
    sheet: str
    cell: str
    raw: str
    value: Value
    note: str


@dataclass(slots=True)
class Several:
    """A several-choice question while the rows of its choices are being read."""

    question: Question
    own: Answer
    known: set[str]
    codes: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def add(self, code: str, cell: Cell, reference: str) -> str | None:
        """Take the cell beside a choice; the code of the finding if it cannot be taken."""
        ticked = is_tick(cell)
        if ticked is None:
            return "unknown_choice"
        if ticked and code not in self.known:
            return "question_unknown"
        if ticked:
            self.codes.append(code)
            self.cells.append(reference)
            self.marks.append(raw_text(cell))
        return None

    def answers(self) -> list[Answer]:
        """The ticked choices, if any, and what stands in the question's own cell."""
        if not self.codes:
            return [self.own]
        ticked = Answer(
            question=self.question.name,
            repeat=None,
            row=None,
            sheet=self.own.sheet,
            cell=" ".join(self.cells),
            raw=" ".join(self.marks),
            value=Value(code=" ".join(self.codes), obs_status=NORMAL),
            note=self.own.note,
        )
        return [ticked, self.own]


def faults(answers: Sequence[Answer], file: str) -> Iterator[Finding]:
    """What is wrong with how answers are written; `read` is what was understood all the same."""
    for one in answers:
        if one.value.fault:
            yield Finding(
                one.value.fault,
                file,
                sheet=one.sheet,
                cell=one.cell,
                question=one.question,
                repeat=one.repeat,
                row=one.row,
                params={"value": one.raw[:100], "read": _shown(one.value)},
            )


def _shown(value: Value) -> str:
    if value.number is not None:
        return f"{value.number:.15g}" if abs(value.number) >= 1e15 else raw_text(value.number)
    return raw_text(value.day)
