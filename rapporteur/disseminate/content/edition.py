"""One language version of the tables: what all its sheets share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from babel import Locale

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.content.content import REPLY, Content
from rapporteur.disseminate.content.grid import Link
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.content.profiles import UN, Profile
from rapporteur.language import cldr
from rapporteur.language.messages import message, shown_pattern
from rapporteur.language.texts import shown_in

_EXPLAINED = ("nil", "not_available", "not_applicable")


@dataclass(frozen=True)
class Edition:
    """The content of the tables, the language in which it is said, and how it is set."""

    cycle: Cycle
    content: Content
    labels: Labels
    language: str
    profile: Profile = UN

    @property
    def locale(self) -> Locale:
        """What CLDR knows of the language."""
        return cldr.locale(self.language)

    @property
    def workbook(self) -> str:
        """The name of its workbook."""
        return f"{self.cycle.id}.{self.language}{self.profile.suffix}.xlsx"

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return cldr.is_rtl(self.language)

    def say(self, key: str, **params: str | int) -> str:
        """A sentence of the program."""
        return message(self.language, key, **params)

    def words(self, text: Mapping[str, str]) -> str:
        """A text of the cycle or a sidecar; one in another language says so."""
        return shown_in(text, self.language)

    def formatted(self, pattern: Mapping[str, str], params: Mapping[str, str | int]) -> str:
        """A pattern of a sidecar with its parameters filled in; one in another language says so."""
        return shown_pattern(pattern, self.language, params)

    def text(self, value: str) -> str:
        """What a respondent wrote, or its translation; one in another language says so."""
        return self.content.texts.shown(value, self.language)

    def join(self, parts: Iterable[str]) -> str:
        """What stands in a cell one after the other."""
        return self._separator.join(parts)

    def enumerate(self, parts: Iterable[str]) -> str:
        """What a sentence enumerates: A, B and C."""
        return cldr.enumerated(parts, self.language)

    @cached_property
    def _separator(self) -> str:
        return self.say("list-separator.value")

    def day(self, day: date) -> str:
        """A date in words."""
        return cldr.day(day, self.language)

    def symbol(self, missing: str) -> str:
        """The symbol of the profile for `nil`, or for the reason why a value is missing."""
        return str(getattr(self.profile, missing))

    def legend(self, *also: str) -> list[str]:
        """What is to be explained: the symbols that stand in the tables, and `also` these."""
        used = {self.symbol(name) for name in (*self.content.symbols, *also)}
        return [name for name in _EXPLAINED if self.symbol(name) in used]

    def basis(self, basis: str) -> str:
        """The name of `reply` or `desk_research`."""
        return self.say("basis-" + basis.replace("_", "-"))

    @cached_property
    def title(self) -> str:
        """The title of the workbook."""
        return self.words(self.cycle.definition.title)

    @cached_property
    def resolution(self) -> str:
        """The resolution that is reported on; empty if the cycle names none."""
        definition = self.cycle.definition
        if not definition.resolution:
            return ""
        if definition.adopted_on is None:
            return self.say("cover-resolution.undated", number=definition.resolution)
        day = self.day(definition.adopted_on)
        return self.say("cover-resolution.value", number=definition.resolution, date=day)

    @cached_property
    def subject(self) -> str:
        """On what the reporting rests: the resolution, else the mandate; empty without both."""
        return self.resolution or self.words(self.cycle.definition.mandate)

    @cached_property
    def version(self) -> str:
        """When the last of the replies that are in the tables came, where that is known."""
        replies = self.content.accepted(REPLY)
        received = [reply.received for reply in replies if reply.received]
        if not received:
            return self.say("cover-version.undated" if replies else "cover-version.none")
        zone = ZoneInfo(self.cycle.definition.time_zone)
        last = max(datetime.fromisoformat(moment) for moment in received)
        return self.say("cover-version.value", date=self.day(last.astimezone(zone).date()))

    @cached_property
    def notes(self) -> Mapping[str, int]:
        """The texts of the tables' notes, each with its number on the sheet of notes."""
        texts = (
            self.words(note) for content in self.content.tables for note in content.table.notes
        )
        return {text: number for number, text in enumerate(dict.fromkeys(texts), start=1)}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The numbered title of each table."""
        return {
            content.table.id: self.say(
                "table-title", number=str(number), title=self.words(content.table.title)
            )
            for number, content in enumerate(self.content.tables, start=1)
        }

    @cached_property
    def back(self) -> Link:
        """The link to the contents."""
        return Link(self.say("to-contents"), self.say("sheet-contents"))
