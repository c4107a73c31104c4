"""What one return is made of: a submission, and what is found in it, in its own language."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rapporteur.design.findings import Severity
from rapporteur.language import cldr
from rapporteur.language.messages import message


@dataclass(frozen=True, slots=True)
class Said:
    """A finding as its reader sees it. `cells` are on `sheet`; none if it is about the file.

    `about` is the question and `row` the row of a table, for what finds the cells anew.
    """

    severity: Severity
    sheet: str
    cells: tuple[str, ...]
    about: str
    row: int | None
    question: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Order:
    """A return to be made. `file` is the received one, `name` what the return is called.

    `until` is the day by which corrections are awaited, None when they come too late; `state`
    is that of the submission; `received` the day on which it came, None if it is not known.
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
    until: date | None
    address: str
    findings: Sequence[Said]
    readable: bool = True  # false of a file that could not be opened, or not without danger

    @property
    def to_mend(self) -> bool:
        """Whether there is anything that the respondent is asked to mend or to look at."""
        return any(one.severity is not Severity.INFO for one in self.findings)

    @property
    def used(self) -> bool:
        """Whether the tables rest on this submission."""
        return self.state in ("accepted", "correction requested")

    def say(self, key: str, **params: str | int) -> str:
        """The sentence `key` in the language of the submission."""
        return message(self.language, key, **params)

    def day(self, day: date) -> str:
        """A day in the words of the submission's language."""
        return cldr.day(day, self.language)

    def verdict(self) -> str:
        """What has become of the submission, as a sentence."""
        if self.state == "blocked":
            return self.say("letter-blocked")
        if not self.used:
            return self.say("letter-left-out")
        return self.say("letter-correction" if self.to_mend else "letter-accepted")

    def counts(self) -> str:
        """How many findings there are of each severity, as a sentence."""
        number = Counter(one.severity for one in self.findings)
        return self.say("return-counts", **{one.lower(): number[one] for one in Severity})
