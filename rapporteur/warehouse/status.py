"""How a cycle stands: who was asked, who replied, what is wrong with what came."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from rapporteur.design.cycle import Cycle
from rapporteur.design.findings import Severity
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
    """The state of a cycle. `asked` and `replied` count respondents, by category."""

    cycle: str
    asked: Mapping[str, int]
    replied: Mapping[str, int]
    submissions: list[Submission]

    @property
    def replies(self) -> int:
        """How many replies the tables rest on."""
        return sum(self.replied.values())

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data, for `--json`."""
        return {**asdict(self), "replies": self.replies}


STATE = "if(correction_requested, 'correction requested', state)"
"""The state of a submission as it is told: a file with errors is used, and a correction awaited."""

_SUBMISSIONS = f"""
select submissions.file, submissions.submission, submissions.respondent, submissions.basis,
    {STATE} as state,
    count(*) filter (where severity = 'BLOCKER'), count(*) filter (where severity = 'ERROR'),
    count(*) filter (where severity = 'WARNING'), count(*) filter (where severity = 'INFO')
from landing.submissions
left join landing.findings
    on findings.submission = submissions.submission and findings.waived_by is null
group by all order by submissions.basis desc, submissions.file
"""
_ASKED = "select category, count(*) from landing.respondents group by category"
_REPLIED = """
select category, count(distinct respondent) from landing.submissions
where state = 'accepted' and basis = 'reply' group by category
"""


def status(cycle: Cycle) -> Status:
    """The state of the cycle at its last run. Raises `UserError` when there was none."""
    with opened(cycle) as con:
        return Status(
            cycle=cycle.id,
            asked=_counts(con, cycle, _ASKED),
            replied=_counts(con, cycle, _REPLIED),
            submissions=[
                Submission(file, name, code, basis, state, dict(zip(Severity, counts, strict=True)))
                for file, name, code, basis, state, *counts in con.execute(_SUBMISSIONS).fetchall()
            ],
        )


def blocked(cycle: Cycle) -> set[str]:
    """The submissions that the last run left out until mended; none without a run."""
    if not cycle.warehouse.exists():
        return set()
    return {one.submission for one in status(cycle).submissions if one.state == "blocked"}


def _counts(con: duckdb.DuckDBPyConnection, cycle: Cycle, sql: str) -> Mapping[str, int]:
    """Counts by category, in the order of the cycle's categories, zero where there is none."""
    found = dict(con.execute(sql).fetchall())
    return {category: found.get(category, 0) for category in cycle.definition.categories}
