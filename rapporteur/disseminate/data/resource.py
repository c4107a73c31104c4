"""What is published for machines, before it takes the form of a file: columns, rows and texts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as given
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
    """One column. `codes` are those that it may hold, in the order of the list `codelist`.

    `unit` is the unit of measure of its numbers, if it is stated.
    """

    name: str
    type: Kind | Literal["boolean"]
    title: Text
    description: Text = given(default_factory=dict)
    codelist: str = ""
    codes: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Resource:
    """One table for machines. `rows` gives them from the first on each time it is called.

    `key` names the columns that tell one row from another, and `refers` those that hold codes of
    respondents. A missing value is None.
    """

    name: str
    title: Text
    description: Text
    fields: tuple[Field, ...]
    rows: Callable[[], Iterable[Row]]
    source: Text = given(default_factory=dict)
    key: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()

    def batches(self) -> Iterator[list[Row]]:
        """The rows, so many at a time that memory does not depend on how many there are."""
        rows = iter(self.rows())
        while batch := list(islice(rows, BATCH)):
            yield batch


def said(languages: Iterable[str], key: str, **params: str | int) -> Text:
    """One of the program's messages in each language; empty if there is no such message."""
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
    """A column of a resource that stands beside the tables, which the program's messages name."""
    key = f"data-{resource}-{name.lower()}"
    known = tuple(languages)
    about = said(known, f"{key}.about")
    return Field(name, kind, said(known, key), about, codelist, tuple(codes))


def translated(
    languages: Iterable[str], prefix: str, of: Iterable[str], key: str
) -> Iterator[Field]:
    """A column of names or labels for each of the languages `of`."""
    known = tuple(languages)
    for language in of:
        title = {one: message(one, key, of=_called(language, one)) for one in known}
        yield Field(f"{prefix}_{language}", "text", title)


def properties(text: Text, name: str) -> Mapping[str, str]:
    """A text as properties: `title` in the first language, `title@fr` and so on in the others.

    Data Package has texts in one language. The recipe for languages
    (https://datapackage.org/recipes/language-support/) makes an object of them, which neither
    version of the standard's profiles takes; that for translations
    (https://datapackage.org/recipes/translation-support/) writes the language after an @, which
    both do.
    """
    return {
        f"{name}@{language}" if at else name: words
        for at, (language, words) in enumerate(text.items())
        if words
    }


def _called(language: str, reader: str) -> str:
    return Locale(language).get_language_name(reader) or language
