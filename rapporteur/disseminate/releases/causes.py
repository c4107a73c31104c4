"""Why a row of a table changed: a file that was received, a decision, or the definition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.releases.manifest import read_manifest
from rapporteur.disseminate.releases.published_rows import PublishedRow
from rapporteur.disseminate.releases.version_tables import Source, decided, sources
from rapporteur.disseminate.releases.versions import TABLES, Version
from rapporteur.process.decisions import Decision, read_decisions
from rapporteur.warehouse.reader import opened

_RECEIVED = "select submission, file, respondent, received_at from landing.submissions"
_DEFINES = ("given", "software", "previous")


_Rows = tuple[PublishedRow | None, PublishedRow | None]  # before and after


@dataclass(frozen=True, slots=True)
class File:
    """A received file; `received_at` is None where the time of receipt is unknown."""

    file: str
    respondent: str
    received_at: datetime | None


@dataclass(frozen=True, slots=True)
class Cause:
    """Files and decisions; `defined` is true when there is neither and the definition changed."""

    files: tuple[File, ...] = ()
    decisions: tuple[Decision, ...] = ()
    defined: bool = False


class Causes:
    """What has changed between two versions: files, decisions, the definition or the program."""

    def __init__(self, cycle: Cycle, since: Version, now: Version) -> None:
        self._cycle = cycle
        self.before, self.after = sources(since), sources(now)
        self._decisions = read_decisions(cycle)[decided(since) : decided(now)]
        old, new = (read_manifest(version.part(TABLES)) for version in (since, now))
        self._defined = bool(old and new and any(old[key] != new[key] for key in _DEFINES))
        self._received = _received(cycle)

    def known(self) -> Mapping[str, Source]:
        """Every submission that was received for either version, with its file and respondent."""
        now = {key: Source(file.file, file.respondent) for key, file in self._received.items()}
        return {**now, **self.before, **self.after}

    def of(self, before: PublishedRow | None, after: PublishedRow | None) -> Cause:
        """Why a row was added, removed or changed."""
        was, is_now = _submissions(before), _submissions(after)
        # A submission that is gone was replaced: by a file that is in the row now, or by one of
        # the same respondent that is left out.
        gone = was if after is None else was - is_now
        respondents = {source.respondent for key, source in self.known().items() if key in gone}
        replacing = {key for key in self._new() if self.after[key].respondent in respondents}
        files = replacing | (is_now - was)
        decisions = [
            decision
            for decision in self._decisions
            if decision.submission in was | is_now | files
            and self._concerns(decision, (before, after))
        ]
        if not files and not decisions:
            return Cause(defined=self._defined)
        submissions = sorted(files | {decision.submission for decision in decisions})
        known = tuple(file for key in submissions if (file := self._file(key)))
        return Cause(known, tuple(decisions))

    def _new(self) -> Iterable[str]:
        return (key for key in self.after if key not in self.before)

    def _file(self, submission: str) -> File | None:
        if received := self._received.get(submission):
            return received
        source = self.known().get(submission)
        return File(source.file, source.respondent, None) if source else None

    def _concerns(self, decision: Decision, rows: _Rows) -> bool:
        """Whether a decision on one answer is on an answer that the rows rest on."""
        question = self._cycle.form.questions.get(decision.question)
        if question is None:
            return True
        asked_in = question.repeat or question.name
        moved = _submissions(rows[0]) != _submissions(rows[1])
        # A total that rests on whole files changed with those files, where some of them differ.
        parts = (asked_in,) if moved else ("", asked_in)
        numbers = ("", str(decision.row)) if decision.row else None
        for row in filter(None, rows):
            for identifier in row.evidence:
                submission, _, rest = identifier.partition("/")
                part, _, number = rest.partition("/")
                here = submission == decision.submission and part in parts
                if here and (numbers is None or number in numbers):
                    return True
        return False


def _submissions(row: PublishedRow | None) -> set[str]:
    return {identifier.partition("/")[0] for identifier in row.evidence} if row else set()


def _received(cycle: Cycle) -> Mapping[str, File]:
    with opened(cycle) as con:
        return {
            submission: File(file, respondent or "", when)
            for submission, file, respondent, when in con.execute(_RECEIVED).fetchall()
        }
