"""Which returns the last run calls for, and what each of them says."""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from rapporteur.correspond.references import reference
from rapporteur.design.cycle import Cycle
from rapporteur.design.findings import Severity
from rapporteur.language import cldr
from rapporteur.language.messages import message
from rapporteur.language.texts import shown_in
from rapporteur.warehouse.causes import Cause, causes
from rapporteur.warehouse.reader import opened
from rapporteur.warehouse.worded_findings import Reported, reader_language, reported

DESK = "desk-research"
"""The folder of the returns to those who did the desk research."""

UNREADABLE = {
    "file_empty", "file_encrypted", "file_damaged", "file_not_spreadsheet", "too_large",
}  # fmt: skip
"""The findings about a file of which no cell was read: opening it here might end the run."""

_LONGEST = 40  # letters of a name that is taken from a file's: up to 160 bytes of the 255

_NOT_STANDING = ("superseded", "withdrawn", "refused")
_FOR_THE_SECRETARIAT = {"reply_replaced"}
"""The findings in which a respondent has nothing to correct."""
_SUBMISSIONS = """
select
    submission, file, basis, submissions.respondent, language, state, received_at, decided_on,
    form_version, notice, coalesce(signature = 'public', false), coalesce(settled, false), doubted,
    submissions.sha256
from landing.submissions
left join (
    select submission, max(day) as decided_on from landing.decisions group by submission
) using (submission)
left join (select submission, signature from landing.signatures) using (submission)
left join (
    select submission, bool_and(waived_by is not null) as settled
    from landing.findings
    inner join landing.rules using (code)
    where doubt and code <> 'replacement_held'
    group by submission
) using (submission)
order by read_at_order
"""


@dataclass(frozen=True, slots=True)
class ReturnedFinding:
    """A finding in the words of its reader's language.

    `cells` are on `sheet`, all those where the same is wrong; empty for a finding about the whole
    file. `question` is the name of the question and `label` its text; `rows` count from 1 in the
    question's repeat.
    """

    severity: Severity
    sheet: str
    cells: tuple[str, ...]
    question: str
    rows: tuple[int, ...]
    label: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class PlannedReturn:
    """A return to be written: a submission, and its findings in the submission's language.

    `file` is the received file, `name` the name of the return without a suffix. `received` is the
    day on which the file came, None where it is not known; `dated` that of the letter: on which the
    file came, or was last decided on; `correct_by` the day by which corrections are awaited, None
    when they come too late. `readable` is False for a file that cannot be opened, or not safely.
    """

    submission: str
    file: Path
    name: str
    basis: str
    respondent: str
    language: str
    title: str
    addressee: str
    state: str
    received: date | None
    dated: date | None
    reference: str
    correct_by: date | None
    address: str
    findings: Sequence[ReturnedFinding]
    readable: bool = True
    form_version: str = ""
    notice: str = ""
    public: bool = False  # whether the file is signed with the public key of the cycle
    settled: bool = False  # whether the secretariat has decided whose it is
    doubted: bool = False  # whether that, or whether it is to count, is still in doubt
    sha256: str = ""  # of the received file

    @property
    def needs_correction(self) -> bool:
        """Whether the respondent is asked to correct or to check anything."""
        return any(finding.severity is not Severity.INFO for finding in self.findings)

    @property
    def used(self) -> bool:
        """Whether the tables rest on this submission."""
        return self.state in ("accepted", "correction requested")

    def say(self, key: str, **params: str | int) -> str:
        """The message `key` in the language of the submission."""
        return message(self.language, key, **params)

    def day(self, day: date) -> str:
        """A day, written out in the language of the submission."""
        return cldr.day(day, self.language)

    def outcome(self) -> str:
        """A sentence on whether the submission is used in the tables."""
        if self.state == "blocked":
            return self.say("letter-blocked")
        if self.doubted:
            return self.say("letter-unverified")
        if not self.used:
            return self.say("letter-left-out")
        return self.say("letter-correction" if self.needs_correction else "letter-accepted")

    def counts(self) -> str:
        """A sentence with the number of findings of each severity."""
        number = Counter(finding.severity for finding in self.findings)
        return self.say("return-counts", **{level.lower(): number[level] for level in Severity})


def planned_returns(cycle: Cycle) -> list[PlannedReturn]:
    """A return for each submission of the last run. Raises `UserError` when there was none.

    A return is named after its respondent's code; of several files of a respondent, the one that
    stands gets that name. Returns of desk research lie in a folder of their own, since the
    respondent did not send it.
    """
    unreadable = set()
    with opened(cycle) as con:
        by_file: dict[str, list[Reported]] = defaultdict(list)
        for finding in reported(con, cycle):
            if finding.code in UNREADABLE:
                unreadable.add(finding.file)
            if not finding.waived and finding.code not in _FOR_THE_SECRETARIAT:
                by_file[finding.file].append(finding)
        rows = con.execute(_SUBMISSIONS).fetchall()
    zone = ZoneInfo(cycle.definition.time_zone)
    returns = []
    for (
        submission, file, basis, code, stated_language, state, received_at, decided_on,
        form_version, notice, public, settled, doubted, sha256,
    ) in rows:  # fmt: skip
        language = reader_language(cycle, stated_language, code)
        received = received_at.astimezone(zone).date() if received_at else None
        respondent = cycle.roster.get(code or "")
        decided = date.fromisoformat(decided_on) if decided_on else None
        returns.append(
            PlannedReturn(
                submission=submission,
                file=_lying(cycle.inputs / file),
                name="",
                basis=basis,
                respondent=code or "",
                language=language,
                title=shown_in(cycle.definition.title, language),
                addressee=respondent.addressed(language) if respondent else "",
                state=state,
                received=received,
                dated=max(filter(None, (received, decided)), default=None),
                reference=reference(cycle.id, code or "", submission),
                correct_by=_correct_by(cycle, received),
                address=cycle.definition.return_to,
                findings=tuple(
                    _finding(cycle, cause, language) for cause in causes(by_file[file], cycle.form)
                ),
                readable=file not in unreadable,
                form_version=form_version or "",
                notice=notice or "",
                public=public,
                settled=settled,
                doubted=doubted,
                sha256=sha256,
            )
        )
    return list(_named(returns))


def _lying(file: Path) -> Path:
    """The file itself: its name may have bytes that are not UTF-8, shown as U+FFFD."""
    if "\ufffd" in file.name and file.parent.is_dir() and not file.exists():
        for path in file.parent.iterdir():
            if os.fsencode(path.name).decode("utf-8", "replace") == file.name:
                return path
    return file


def _correct_by(cycle: Cycle, received: date | None) -> date | None:
    """By when a correction can be used; None after the cut-off, when it no longer can."""
    definition = cycle.definition
    if received is None or received <= definition.deadline:
        return definition.deadline
    return definition.cut_off if received <= definition.cut_off else None


def _finding(cycle: Cycle, cause: Cause, language: str) -> ReturnedFinding:
    finding = cause.finding
    question = cycle.form.questions.get(finding.question)
    repeat = cycle.form.repeats.get(finding.repeat)
    label = shown_in(question.label, language) if question else ""
    if repeat:
        table = shown_in(repeat.label, language)
        if len(cause.rows) > 1:
            table = message(language, "return-rows", table=table, rows=len(cause.rows))
        elif cause.rows:
            table = f"{table} ({cause.rows[0]})"
        label = message(language, "return-about", what=table, text=label) if label else table
    return ReturnedFinding(
        severity=Severity(finding.severity),
        sheet=finding.sheet,
        cells=cause.cells,
        question=finding.question,
        rows=cause.rows,
        label=" ".join(label.split()),
        problem=finding.message,
        remedy=finding.remedy,
    )


def _named(returns: Iterable[PlannedReturn]) -> Iterator[PlannedReturn]:
    """The returns with their names, no two of which are the same in any case of letters."""
    names: set[str] = set()
    standing_first = sorted(
        returns,
        key=lambda planned: (
            planned.doubted or planned.state in _NOT_STANDING,
            planned.state == "blocked",
        ),
    )
    for planned in standing_first:
        code = re.sub(r"[^A-Za-z0-9-]", "", planned.respondent)
        if not code:  # the file does not say whose it is
            code = re.sub(r"[^\w-]+", "-", planned.file.stem)[:_LONGEST].strip("-")
            code = code or planned.submission
        name = f"{DESK}/{code}" if planned.basis == "desk_research" else code
        if name.casefold() in names:
            name = f"{name}.{planned.submission}"
        names.add(name.casefold())
        yield replace(planned, name=name)
