"""What a published row rests on: submissions and the answers in them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Submission:
    """One received file. `file` is relative to the cycle's folder.

    `received` is an ISO 8601 time in UTC, empty when it is not known; `language` is that of the
    workbook. A file is not `in_time` if it came after the cut-off and was not admitted, whatever
    its state is besides.
    """

    id: str
    file: str
    basis: str
    respondent: str
    category: str
    notice: str
    received: str
    state: str
    language: str
    in_time: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an evidence identifier stands for.

    `part` names the question or repeat and `row` the repeat's row; both are empty where the
    whole submission is meant. `cells` is an A1 reference on `sheet`. `text` is what was written
    there, the cells of a row parted by ` | `.
    """

    id: str
    submission: Submission
    part: str
    row: int | None
    sheet: str
    cells: str
    text: str
    note: str
    position: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered cell."""

    question: str
    sheet: str
    cell: str
    raw: str
    note: str
