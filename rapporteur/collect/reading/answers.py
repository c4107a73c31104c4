"""What is read in a workbook: answers with their places, findings, and the account of all cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapporteur.collect.reading.ledger import Ledger
from rapporteur.collect.reading.values import Value
from rapporteur.design.findings import Finding

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

    `identity` is empty if the workbook is not a questionnaire of this program. `ledger` accounts
    for every filled cell of a questionnaire.
    """

    identity: Mapping[str, str]
    sections: Sequence[str] = ()
    answers: Sequence[Answer] = ()
    findings: Sequence[Finding] = ()
    ledger: Ledger = field(default_factory=Ledger)
