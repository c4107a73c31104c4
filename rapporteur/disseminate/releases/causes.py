"""Who or what made a row say something else: a file that came, a decision, the definition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.releases.manifest import read_manifest
from rapporteur.disseminate.releases.matching import Line
from rapporteur.disseminate.releases.version_tables import Source, decided, sources
from rapporteur.disseminate.releases.versions import TABLES, Version
from rapporteur.process.decisions import Decision, read_decisions
from rapporteur.warehouse.reader import opened

_RECEIVED = "select submission, file, respondent, received_at from landing.submissions"
_DEFINES = ("given", "software", "previous")


@dataclass(frozen=True, slots=True)
class File:
    """A received file; it is not always known when it came."""

    file: str
    respondent: str
    received_at: datetime | None


@dataclass(frozen=True, slots=True)
class Cause:
    """Files and decisions; `defined` when there is neither and the definition was changed."""

    files: tuple[File, ...] = ()
    decisions: tuple[Decision, ...] = ()
    defined: bool = False


class Causes:
    """What has come between two versions: files, decisions, another definition or program."""

    def __init__(self, cycle: Cycle, since: Version, now: Version) -> None:
        self._cycle = cycle
        self.before, self.after = sources(since), sources(now)
        self._decisions = read_decisions(cycle)[decided(since) : decided(now)]
        one, other = (read_manifest(version.part(TABLES)) for version in (since, now))
        self._defined = bool(one and other and any(one[key] != other[key] for key in _DEFINES))
        self._received = _received(cycle)

    def known(self) -> Mapping[str, Source]:
        """Whose each submission is that had been received for either version."""
        now = {key: Source(one.file, one.respondent) for key, one in self._received.items()}
        return {**now, **self.before, **self.after}

    def of(self, before: Line | None, after: Line | None) -> Cause:
        """What caused a row to come, to go, or to change."""
        was, came = _submissions(before), _submissions(after)
        # What is gone was replaced: by a file that is in the row now, or by one that is left out.
        gone = was if after is None else was - came
        whose = {one.respondent for key, one in self.known().items() if key in gone}
        files = {key for key in self._new() if self.after[key].respondent in whose} | (came - was)
        about = [
            one
            for one in self._decisions
            if one.submission in was | came | files and self._concerns(one, (before, after))
        ]
        if not files and not about:
            return Cause(defined=self._defined)
        named = sorted(files | {one.submission for one in about})
        return Cause(tuple(found for key in named if (found := self._file(key))), tuple(about))

    def _new(self) -> Iterable[str]:
        return (key for key in self.after if key not in self.before)

    def _file(self, submission: str) -> File | None:
        if found := self._received.get(submission):
            return found
        source = self.known().get(submission)
        return File(source.file, source.respondent, None) if source else None

    def _concerns(self, decision: Decision, lines: tuple[Line | None, Line | None]) -> bool:
        """Whether a decision on one answer is on an answer that the rows rest on."""
        question = self._cycle.form.questions.get(decision.question)
        if question is None:
            return True
        within = question.repeat or question.name
        moved = _submissions(lines[0]) != _submissions(lines[1])
        rows = ("", str(decision.row)) if decision.row else None
        for line in filter(None, lines):
            for key in line.evidence:
                submission, _, rest = key.partition("/")
                part, _, row = rest.partition("/")
                # A total that rests on whole files, some of which came or went, changed with these.
                parts = (within,) if moved else ("", within)
                here = submission == decision.submission and part in parts
                if here and (rows is None or row in rows):
                    return True
        return False


def _submissions(line: Line | None) -> set[str]:
    return {key.partition("/")[0] for key in line.evidence} if line else set()


def _received(cycle: Cycle) -> Mapping[str, File]:
    with opened(cycle) as con:
        return {
            submission: File(file, respondent or "", when)
            for submission, file, respondent, when in con.execute(_RECEIVED).fetchall()
        }
