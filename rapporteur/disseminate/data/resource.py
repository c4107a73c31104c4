"""A table for machines before it becomes a file: columns, rows and texts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from itertools import islice
from typing import Literal

from babel import Locale

from rapporteur.design.table_spec import ACCOMPANYING, Kind
from rapporteur.language.messages import message
from rapporteur.language.texts import Text
from rapporteur.warehouse.reader import Row

BATCH = 2**15  # rows

RESPONDENTS, CODELISTS, OBSERVATIONS, EVIDENCE = ACCOMPANYING


@dataclass(frozen=True)
class Field:
    """A column. `codes` are the codes that it may hold, in the order of the list `codelist`.

    `unit` is the unit of measure of its numbers, if it is stated.
    """

    name: str
    type: Kind | Literal["boolean"]
    title: Text
    description: Text = dataclass_field(default_factory=dict)
    codelist: str = ""
    codes: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Resource:
    """A table for machines. `rows` gives all its rows each time it is called.

    `key` names the columns that tell one row from another, and `refers` those that hold codes of
    respondents. A missing value is None.
    """

    name: str
    title: Text
    description: Text
    fields: tuple[Field, ...]
    rows: Callable[[], Iterable[Row]]
    source: Text = dataclass_field(default_factory=dict)
    key: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()

    def batches(self) -> Iterator[list[Row]]:
        """The rows in batches, so that memory does not depend on their number."""
        rows = iter(self.rows())
        while batch := list(islice(rows, BATCH)):
            yield batch


def in_languages(languages: Iterable[str], key: str, **params: str | int) -> Text:
    """A message of the program in each language; empty if there is no such message."""
    try:
        return {language: message(language, key, **params) for language in languages}
    except KeyError:
        return {}


def field(
    languages: Iterable[str],
    resource: str,
    name: str,
    kind: Kind | Literal["boolean"] = "text",
    codes: Iterable[str] = (),
    codelist: str = "",
) -> Field:
    """A column of a list beside the tables; its title is a message of the program."""
    key = f"data-{resource}-{name.lower()}"
    known = tuple(languages)
    about = in_languages(known, f"{key}.about")
    return Field(name, kind, in_languages(known, key), about, codelist, tuple(codes))


def translated(
    languages: Iterable[str], prefix: str, of: Iterable[str], key: str
) -> Iterator[Field]:
    """A column of names or labels for each of the languages `of`."""
    known = tuple(languages)
    for language in of:
        title = {reader: message(reader, key, of=_called(language, reader)) for reader in known}
        yield Field(f"{prefix}_{language}", "text", title)


def properties(text: Text, name: str) -> Mapping[str, str]:
    """A text as properties: `title` in the first language, `title@fr` and so on in the others.

    Data Package has texts in a single language. Its recipe for languages
    (https://datapackage.org/recipes/language-support/) makes them an object, which the profiles of
    neither version accept; its recipe for translations
    (https://datapackage.org/recipes/translation-support/) writes the language after an @, which
    both accept.
    """
    return {
        f"{name}@{language}" if at else name: words
        for at, (language, words) in enumerate(text.items())
        if words
    }


def _called(language: str, reader: str) -> str:
    return Locale(language).get_language_name(reader) or language
