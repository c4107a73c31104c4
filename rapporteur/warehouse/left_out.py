"""What was received and is not in the tables: why, and the command that changes it.

A file is left out as a whole when it is unverified, late or blocked. Of a file from which a
correction is awaited, the answers in error are left out. What the secretariat itself refused or
withdrew, and what a later file supersedes, is not told here.
"""

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from rapporteur.design.cycle import Cycle
from rapporteur.design.rules import checks
from rapporteur.design.tailoring import PRESETS
from rapporteur.kernel.sql_files import read_sql
from rapporteur.language.texts import shown_in
from rapporteur.warehouse.worded_findings import in_words

UNVERIFIED, LATE, BLOCKED, CORRECTION = "unverified", "late", "blocked", "correction requested"
STATES = (UNVERIFIED, LATE, BLOCKED, CORRECTION)
"""The states of files that are not in the tables, or not with all their answers."""

MOST_SHOWN = 10
"""How many files of a state are told of after a run; `rapporteur status` tells of all."""

_SHOWN_AS = {CORRECTION: "awaiting correction"}
_UNASSIGNED = {"unknown_respondent", "identity_differs"}
"""The findings by which it is not known whose a file is."""

_UNREADABLE = {
    "identification_missing", "not_a_questionnaire", "nothing_answered",
    "too_large",
}  # fmt: skip
"""With all that begins with `file_`: no decision makes such a file usable, another file does."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file, why it is not in the tables or not wholly, and the command that changes that.

    `command` is for a shell, with `…` where the secretariat has to fill something in.
    """

    state: str
    file: str
    submission: str
    respondent: str | None
    why: str
    command: str

    def lines(self) -> list[str]:
        """The same for a person: what and why, then the command."""
        whose = f" ({self.respondent})" if self.respondent else ""
        state = _SHOWN_AS.get(self.state, self.state)
        return [f"{state}: {self.file}{whose}: {self.why}", f"    {self.command}"]

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data, for `--json`."""
        return asdict(self)


def left_out(
    con: duckdb.DuckDBPyConnection,
    cycle: Cycle,
    files: Sequence[tuple[str, str, str | None, str]],
) -> list[LeftOut]:
    """What is left out of `files`: file, submission, respondent and state of each.

    A file that was received twice is told of once; the order is that of `STATES`.
    """
    wanted = {entry[1]: entry for entry in reversed(files) if entry[3] in STATES}
    if not wanted:
        return []
    found = {
        submission: _Cause(*cause)
        for submission, *cause in con.execute(
            read_sql("rapporteur.warehouse", "left_out")
        ).fetchall()
    }
    own_checks = set(checks(cycle))
    listed = []
    for file, submission, respondent, state in wanted.values():
        cause = found.get(submission)
        if state == LATE or cause is None:
            why = f"received after the cut-off, {cycle.definition.cut_off}"
            command = f"{_decide(cycle)} admit {submission} {_REASON}"
        elif state == UNVERIFIED:
            why = cause.sentence(cycle)
            command = _command_for_unverified(cycle, submission, respondent, cause)
        elif state == BLOCKED:
            why = cause.sentence(cycle)
            if _needs_another_file(cause):
                why = f"{why} Another file is needed; the check says what to ask for."
            command = _command_for_blocked(cycle, file, submission, cause)
        else:
            why = cause.answers(cycle)
            command = _command_for_answers(cycle, file, submission, cause, own_checks)
        listed.append(LeftOut(state, file, submission, respondent, why, command))
    return sorted(listed, key=lambda entry: (STATES.index(entry.state), entry.file))


def lines(cycle: str, entries: Sequence[LeftOut], most: int | None = MOST_SHOWN) -> Iterator[str]:
    """What is left out, for a person: at most `most` files of each state; nothing if none is."""
    if not entries:
        return
    yield "Not in the tables, each with the command that changes it:"
    shown: Counter[str] = Counter()
    for entry in entries:
        shown[entry.state] += 1
        if most is None or shown[entry.state] <= most:
            yield from (f"  {line}" for line in entry.lines())
    for state, number in shown.items():
        if most is not None and number > most:
            option = state.replace(" ", "-")
            yield f"  {_SHOWN_AS.get(state, state)}: {number - most} more"
            yield f"      rapporteur status {cycle} --state {option}"
    yield f"After a decision or a new file: rapporteur run {cycle}"


@dataclass(frozen=True, slots=True)
class _Cause:
    """The first of the gravest findings of a file, and how many are as grave."""

    code: str
    question: str
    row: int | None
    place: str
    params: str
    number: int

    def sentence(self, cycle: Cycle) -> str:
        return in_words(cycle, self.code, "en", self.question, self.params)[0]

    def answers(self, cycle: Cycle) -> str:
        many = "1 error" if self.number == 1 else f"{self.number} errors, the first"
        asked = cycle.form.questions.get(self.question)
        label = f" ({shown_in(asked.label, 'en')})" if asked else ""
        return f"{many}{' at ' if self.place else ''}{self.place}{label}: {self.sentence(cycle)}"

    def options(self, **more: str) -> str:
        """The options of a decision about the answer."""
        given: Mapping[str, str] = {
            **({"question": self.question} if self.question else {}),
            **({"row": str(self.row)} if self.row and self.question else {}),
            **more,
        }
        return " ".join(f"--{name} {value}" for name, value in given.items())


_REASON = '--reason "…"'


def _decide(cycle: Cycle) -> str:
    return f"rapporteur decide {cycle.id}"


def _check(cycle: Cycle, file: str) -> str:
    return f"rapporteur check {shlex.quote(str(cycle.inputs / file))}"


def _needs_another_file(cause: _Cause) -> bool:
    return cause.code in _UNREADABLE or cause.code.startswith("file_")


def _command_for_unverified(
    cycle: Cycle, submission: str, respondent: str | None, cause: _Cause
) -> str:
    if cause.code in _UNASSIGNED or cycle.roster.get(respondent or "") is None:
        return f"{_decide(cycle)} assign {submission} --value … {_REASON}"
    return f"{_decide(cycle)} admit {submission} {_REASON}"


def _command_for_blocked(cycle: Cycle, file: str, submission: str, cause: _Cause) -> str:
    if cause.code in _UNASSIGNED:
        return f"{_decide(cycle)} assign {submission} --value … {_REASON}"
    if _needs_another_file(cause):
        return _check(cycle, file)
    return f"{_decide(cycle)} waive {submission} --finding {cause.code} {_REASON}"


def _command_for_answers(
    cycle: Cycle, file: str, submission: str, cause: _Cause, own_checks: set[str]
) -> str:
    if cause.code == "answers_conflict":
        return f"{_decide(cycle)} stand {submission} {cause.options()} {_REASON}"
    if cause.code in own_checks or cause.question in PRESETS:
        options = cause.options(finding=cause.code)
        return f"{_decide(cycle)} waive {submission} {options} {_REASON}"
    asked = cycle.form.questions.get(cause.question)
    if asked and (asked.repeat is None) == (cause.row is None):
        options = cause.options(value="…", source='"…"')
        return f"{_decide(cycle)} correct {submission} {options} {_REASON}"
    return _check(cycle, file)
