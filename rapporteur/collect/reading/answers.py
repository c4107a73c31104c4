"""What is read in a workbook: answers with their places, findings, and the account of all cells."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapporteur.collect.reading.ledger import Ledger
from rapporteur.collect.reading.values import Value
from rapporteur.design.findings import Finding, Severity, catalogue
from rapporteur.design.tailoring import PRESETS

IDENTITY = "rapporteur:questionnaire"
"""Cell A1 of the hidden sheet that identifies the questionnaire."""

QUESTIONS, REPEAT, HEADER, ROW = "#questions", "#repeat:", "#header", "#row"
"""The markers of the row before questions, and of a repeat: names, header, rows."""


class Answer(NamedTuple):
    """A cell for an answer, filled or blank. `row` counts a repeat's rows from 1.

    An answer in several cells has all their references, separated by spaces.
    """

    question: str
    repeat: str | None
    row: int | None
    sheet: str
    cell: str
    raw: str
    value: Value
    note: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The content of a workbook: identity, names of sections, answers and findings.

    `identity` is empty if the workbook is not a questionnaire of this program. `names` is what
    its sheets call the respondent in their first rows. `ledger` accounts for every filled cell of
    a questionnaire.
    """

    identity: Mapping[str, str]
    sections: Sequence[str] = ()
    answers: Sequence[Answer] = ()
    findings: Sequence[Finding] = ()
    names: Sequence[str] = ()
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def content(self) -> str:
        """A hash of what is answered; the same however the workbook is saved or marked.

        Equal are two files with the same sections, answers and notes, of which the same answers
        are in error. How the respondent calls itself is left out.
        """
        seen = hashlib.sha256("\n".join(sorted(self.sections)).encode())
        for line in sorted((*_answered(self.answers), *_in_error(self.findings))):
            seen.update(f"\n{line}".encode())
        return seen.hexdigest()


def _answered(answers: Sequence[Answer]) -> Iterator[str]:
    for answer in answers:
        if answer.question not in PRESETS and (answer.raw or answer.note):
            value = answer.value
            understood = (value.number, value.day, value.code, value.obs_status)
            # What is not understood counts as it is written.
            has_value = any(part not in (None, "A") for part in understood)
            text = value.text or ("" if has_value else answer.raw)
            texts = (" ".join(part.split()) for part in (text, answer.note))
            yield repr((answer.question, answer.row, *understood, *texts))


def _in_error(findings: Sequence[Finding]) -> Iterator[str]:
    rules = catalogue()
    for finding in findings:
        if rules[finding.code].severity in (Severity.BLOCKER, Severity.ERROR):
            yield repr((finding.code, finding.question, finding.row))
