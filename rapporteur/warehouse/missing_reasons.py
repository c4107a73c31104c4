"""Why a cell of a table is empty, where the respondent gave a reason.

In the place of an answer stands `a`, not applicable, `m`, not available, or `x`, included
elsewhere. Which question a column shows the answer to, its sidecar says.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from rapporteur.design.form import Form
from rapporteur.design.table_spec import Table
from rapporteur.warehouse.reader import Row, Statuses, rests_on

Reason = Literal["not_available", "not_applicable", "included_elsewhere"]

STATUS: Mapping[Reason, str] = {
    "not_available": "O",
    "not_applicable": "M",
    "included_elsewhere": "K",
}
"""Each reason as a code of the list CL_OBS_STATUS of SDMX."""

Reasons = Mapping[int, Mapping[int, Reason]]
"""Reasons by the row of a table and its column, both from 0."""

_REASONS = {code: reason for reason, code in STATUS.items()}


def asked(tables: Collection[Table]) -> list[str]:
    """The questions whose answers the tables show."""
    return sorted(
        {name for table in tables for column in table.columns for name in column.question}
    )


def find_reasons(table: Table, rows: Sequence[Row], form: Form, statuses: Statuses) -> Reasons:
    """Why cells of these rows are empty, where respondents gave a reason.

    A row that rests on several answers has a reason only if all of them give the same one.
    """
    columns = [
        (at, {name: form.questions[name].repeat for name in column.question})
        for at, column in enumerate(table.columns)
        if column.question
    ]
    if not columns or not statuses:
        return {}
    reasons: dict[int, dict[int, Reason]] = {}
    for index, row in enumerate(rows):
        evidence = rests_on(row)
        if not any(key in statuses or _submission(key) in statuses for key in evidence):
            continue  # most rows
        for at, repeats in columns:
            if row[at] is None or row[at] == "":
                reason = _agreed(evidence, repeats, statuses)
                if reason:
                    reasons.setdefault(index, {})[at] = reason
    return reasons


def _agreed(
    evidence: Sequence[str], repeats: Mapping[str, str | None], statuses: Statuses
) -> Reason | None:
    """The reason that all answers of the evidence to these questions give; None where any has none.

    What is asked once is asked of everything in its submission.
    """
    stated: set[str | None] = set()
    for key in evidence:
        submission, *part = key.split("/")[:2]
        for question, repeat in repeats.items():
            if repeat is None:
                stated.add(statuses.get(submission, {}).get(question))
            elif [repeat] == part:
                stated.add(statuses.get(key, {}).get(question))
    status = stated.pop() if len(stated) == 1 else None
    return _REASONS[status] if status else None


def _submission(key: str) -> str:
    return key.partition("/")[0]
