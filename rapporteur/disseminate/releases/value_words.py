"""The values of a published table, which are codes and plain numbers, in words of a language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from rapporteur.design.cycle import Cycle
from rapporteur.design.table_spec import Column, Table
from rapporteur.disseminate.content.labels import Labels
from rapporteur.language.messages import message
from rapporteur.language.texts import shown_in

_SHORT = 80  # characters that say which row it is


@dataclass(frozen=True)
class Words:
    """Sentences and dates in a language, for one cycle."""

    cycle: Cycle
    language: str

    def say(self, key: str, **params: str | int) -> str:
        """A sentence of the program."""
        return message(self.language, key, **params)

    def join(self, parts: Iterable[str]) -> str:
        """An enumeration."""
        return self.say("list-separator.value").join(parts)

    def day(self, day: date) -> str:
        """A date in words; English as the United Nations writes it, the day first."""
        locale = "en_GB" if self.language == "en" else self.language
        return format_date(day, "long", locale=locale)

    def iso_day(self, text: str) -> str:
        """The day of an ISO 8601 date in words."""
        return self.day(date.fromisoformat(text))

    def moment(self, when: datetime) -> str:
        """The day and time in the cycle's time zone."""
        there = when.astimezone(ZoneInfo(self.cycle.definition.time_zone))
        return self.say("changes-moment", date=self.day(there.date()), time=f"{there:%H:%M}")

    @cached_property
    def labels(self) -> Labels:
        """The code lists of the cycle."""
        return Labels(self.cycle)


@dataclass(frozen=True)
class TableWords:
    """A table in words: from its sidecar as it is now, else with the headers `heads` of then."""

    words: Words
    sidecar: Table | None
    heads: Mapping[str, str]

    def title(self, published: str) -> str:
        """The title of the table."""
        if self.sidecar is None:
            return published
        return shown_in(self.sidecar.title, self.words.language)

    def head(self, name: str) -> str:
        """The header of a column."""
        column = self._columns.get(name)
        return shown_in(column.header, self.words.language) if column else self.heads[name]

    def value(self, name: str, text: str) -> str:
        """A cell of the CSV in words; codes that are no longer on a list stay codes."""
        column, language = self._columns.get(name), self.words.language
        if not text:
            return self.words.say("changes-empty")
        if column is None:
            return text
        if column.type in ("code", "codes"):
            return self.words.join(
                self._codes[name].get(code, code) for code in column.codes_in(text)
            )
        if column.type == "respondent":
            return self.words.labels.respondent(text, language)
        if column.type == "date":
            return self.words.iso_day(text)
        if column.type in ("integer", "number", "percent"):
            number = Decimal(text)
            return str(format_decimal(number, locale=language, decimal_quantization=False))
        return text

    def which(self, cells: Mapping[str, str], columns: Iterable[str]) -> str:
        """What tells which row it is: its first text, or its codes."""
        texts = [name for name in columns if self.kind(name) == "text" and cells[name]]
        codes = [name for name in columns if self.kind(name) in ("code", "codes") and cells[name]]
        text = self.words.join(self.value(name, cells[name]) for name in texts[:1] or codes)
        text = " ".join(text.split())
        return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"

    def kind(self, name: str) -> str:
        """The type of a column in its sidecar; text for a column that is not in it."""
        column = self._columns.get(name)
        return column.type if column else "text"

    @cached_property
    def _columns(self) -> Mapping[str, Column]:
        return {column.name: column for column in self.sidecar.columns} if self.sidecar else {}

    @cached_property
    def _codes(self) -> Mapping[str, Mapping[str, str]]:
        table, labels = self.sidecar, self.words.labels
        if table is None:
            return {}
        return {
            column.name: labels.words(table, column, self.words.language)
            for column in table.columns
        }
