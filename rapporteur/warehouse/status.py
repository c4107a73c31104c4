"""The state of a cycle: who was asked, who replied, and the findings of each file."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import duckdb

from rapporteur.design.cycle import Cycle
from rapporteur.design.findings import Severity
from rapporteur.kernel.sql_files import read_sql
from rapporteur.warehouse.left_out import LeftOut, left_out
from rapporteur.warehouse.reader import opened


@dataclass(frozen=True, slots=True)
class Submission:
    """One received file and its state.

    accepted, correction requested (accepted too, but for answers in error), superseded, late,
    blocked, withdrawn or refused. Findings that were waived are not counted.
    """

    file: str
    submission: str
    respondent: str | None
    basis: str
    state: str
    findings: Mapping[str, int]  # how many, by severity


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a cycle. `asked` and `replied` count respondents, by category.

    `left_out` is what was received and is not in the tables, each with what changes that.
    """

    cycle: str
    asked: Mapping[str, int]
    replied: Mapping[str, int]
    submissions: list[Submission]
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def replies(self) -> int:
        """How many replies the tables rest on."""
        return sum(self.replied.values())

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data, for `--json`."""
        return {**asdict(self), "replies": self.replies}


_ASKED = "select category, count(*) from landing.respondents group by category"


def status(cycle: Cycle) -> Status:
    """The state of the cycle at its last run. Raises `UserError` when there was none."""
    with opened(cycle) as con:
        submissions = [
            Submission(
                file=file,
                submission=submission,
                respondent=respondent,
                basis=basis,
                state=shown_state(state, correction),
                findings=dict(zip(Severity, counts, strict=True)),
            )
            for file, submission, respondent, basis, state, correction, *counts in con.execute(
                read_sql("rapporteur.warehouse", "status")
            ).fetchall()
        ]
        return Status(
            cycle=cycle.id,
            asked=_counts(con, cycle, _ASKED),
            replied=_counts(con, cycle, read_sql("rapporteur.warehouse", "replied")),
            submissions=submissions,
            left_out=left_out(
                con,
                cycle,
                [(s.file, s.submission, s.respondent, s.state) for s in submissions],
            ),
        )


def shown_state(state: str, correction_requested: bool) -> str:
    """The state of a submission in words: one with errors is used, and a correction awaited."""
    return "correction requested" if correction_requested else state


def blocked(cycle: Cycle) -> set[str]:
    """The submissions that the last run left out until mended; none without a run."""
    if not cycle.warehouse.exists():
        return set()
    submissions = status(cycle).submissions
    return {entry.submission for entry in submissions if entry.state == "blocked"}


def _counts(con: duckdb.DuckDBPyConnection, cycle: Cycle, sql: str) -> Mapping[str, int]:
    """Counts by category, in the order of the cycle's categories, zero where there is none."""
    counts = dict(con.execute(sql).fetchall())
    return {category: counts.get(category, 0) for category in cycle.definition.categories}
