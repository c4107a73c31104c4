"""The state of a cycle: who was asked, who replied, and the findings of each file."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from rapporteur.design.cycle import Cycle
from rapporteur.design.findings import Severity
from rapporteur.design.m49_areas import area_named
from rapporteur.design.roster import Respondent
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.sql_files import read_sql
from rapporteur.language.texts import shown_in
from rapporteur.warehouse.left_out import LeftOut, left_out
from rapporteur.warehouse.reader import opened


@dataclass(frozen=True, slots=True)
class Submission:
    """One received file and its state.

    accepted, correction requested (accepted too, but for answers in error), superseded, late,
    blocked, unverified, withdrawn or refused. Findings that were waived are not counted.
    """

    file: str
    submission: str
    respondent: str | None
    basis: str
    state: str
    findings: Mapping[str, int]  # how many, by severity
    doubted: bool  # whether it is in doubt whose the file is, or whether it is to count


@dataclass(frozen=True, slots=True)
class Awaited:
    """A respondent of whom nothing has come, or nothing that it has not withdrawn.

    A file that is in doubt has not come from it, as far as is known.
    `region` and `subregion` are M49 codes, empty for an organization.
    """

    code: str
    name: str
    category: str
    region: str
    subregion: str


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a cycle. `asked` and `replied` count respondents, by category.

    `left_out` is what was received and is not in the tables, each with what changes that;
    `awaited` are those who have not replied, in the order of the roster. In a status that was
    filtered all of it is about the chosen respondents, and files whose respondent is not on the
    roster are in it only where neither a category nor a region was asked for.
    """

    cycle: str
    asked: Mapping[str, int]
    replied: Mapping[str, int]
    submissions: list[Submission]
    left_out: list[LeftOut] = field(default_factory=list)
    awaited: list[Awaited] = field(default_factory=list)

    @property
    def replies(self) -> int:
        """How many replies the tables rest on."""
        return sum(self.replied.values())

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data, for `--json`."""
        return {**asdict(self), "replies": self.replies}


AWAITED = "awaited"
"""In the place of the state of a file: nothing has come."""

STATES = (
    AWAITED, "accepted", "correction requested", "unverified", "late", "blocked", "superseded",
    "refused", "withdrawn",
)  # fmt: skip


UNUSABLE = ("blocked", "unverified")
"""The states of files of which nothing is used until they are corrected or decided on."""

_NOT_SENT = ("withdrawn", "superseded")
"""The states of files that are no reply: of those that are superseded, another file is it."""


def status(
    cycle: Cycle,
    *,
    categories: Collection[str] = (),
    states: Collection[str] = (),
    regions: Collection[str] = (),
) -> Status:
    """The state of the cycle at its last run, of all respondents or of some of them.

    `states` are of `STATES`, with hyphens if you like; `regions` are regions or subregions, by
    code or name. Nothing asked for is everything. Raises `UserError` when there was no run, or
    when something that is asked for does not exist.
    """
    chosen = {text.strip().lower().replace("-", " ").replace("_", " ") for text in states}
    _check("state", chosen, STATES)
    _check("category", categories, cycle.categories)
    areas = {area_named(text) for text in regions}
    respondents = {
        respondent.code: respondent
        for respondent in cycle.roster
        if (not categories or respondent.category in categories)
        and (not areas or areas & {respondent.region, respondent.subregion})
    }
    everyone = not categories and not areas
    with opened(cycle) as con:
        submissions = [
            Submission(
                file=file,
                submission=submission,
                respondent=respondent,
                basis=basis,
                state=shown_state(state, correction),
                findings=dict(zip(Severity, counts, strict=True)),
                doubted=doubted,
            )
            for (
                file,
                submission,
                respondent,
                basis,
                state,
                correction,
                doubted,
                *counts,
            ) in con.execute(read_sql("rapporteur.warehouse", "status")).fetchall()
        ]
        replied = {
            respondent
            for (respondent,) in con.execute(read_sql("rapporteur.warehouse", "replied")).fetchall()
        }
        sent = {
            entry.respondent
            for entry in submissions
            if entry.basis == "reply" and not entry.doubted and entry.state not in _NOT_SENT
        }
        listed = [
            entry
            for entry in submissions
            if (everyone or entry.respondent in respondents)
            and (not chosen or entry.state in chosen)
        ]
        return Status(
            cycle=cycle.id,
            asked=_counts(cycle, respondents.values()),
            replied=_counts(cycle, [one for one in respondents.values() if one.code in replied]),
            submissions=listed,
            left_out=left_out(
                con, cycle, [(s.file, s.submission, s.respondent, s.state) for s in listed]
            ),
            awaited=[
                Awaited(
                    code=one.code,
                    name=shown_in(one.name, "en"),
                    category=one.category,
                    region=one.region,
                    subregion=one.subregion,
                )
                for one in respondents.values()
                if one.code not in sent and (not chosen or AWAITED in chosen)
            ],
        )


def shown_state(state: str, correction_requested: bool) -> str:
    """The state of a submission in words: one with errors is used, and a correction awaited."""
    return "correction requested" if correction_requested else state


def blocked(cycle: Cycle) -> set[str]:
    """The submissions of which the last run could use nothing; none without a run."""
    if not cycle.warehouse.exists():
        return set()
    submissions = status(cycle).submissions
    return {entry.submission for entry in submissions if entry.state in UNUSABLE}


def _counts(cycle: Cycle, respondents: Iterable[Respondent]) -> Mapping[str, int]:
    """Counts by category, in the order of the cycle's categories, zero where there is none."""
    counts = Counter(respondent.category for respondent in respondents)
    return {category: counts[category] for category in cycle.categories}


def _check(what: str, given: Collection[str], known: Collection[str]) -> None:
    if unknown := sorted(set(given) - set(known)):
        raise UserError(f"There is no {what} “{unknown[0]}”.", f"There are: {', '.join(known)}.")
