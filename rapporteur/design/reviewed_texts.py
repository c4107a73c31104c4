"""Reviewed texts: `inputs/<cycle>/translations/<language>.csv`, and where they are put.

A reviewed text goes before the one that stands in the file where it is used, as long as the
English text that the reviewer saw is still the English text there. The last line for a key counts.
"""

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from rapporteur.design.form import Choice, Form, Question, Repeat, Section
from rapporteur.design.roster import Roster
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import digest
from rapporteur.language.texts import Text

COLUMNS = ("key", "source", "text", "reviewer", "reviewed_on")
"""The columns of a register. `source` is the English text that `text` was held against."""

FOLDER = "translations"

_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Review:
    """One line of a register."""

    key: str
    source: str
    text: str
    reviewer: str
    reviewed_on: str


@dataclass(frozen=True, eq=False)
class Reviews:
    """All reviews of a cycle by language, in the order in which they were given."""

    lines: Mapping[str, Sequence[Review]]
    fingerprint: str = ""

    @cached_property
    def last(self) -> Mapping[str, Mapping[str, Review]]:
        """What counts: the last line for each key, by key and language."""
        found: dict[str, dict[str, Review]] = {}
        for language, lines in self.lines.items():
            for one in lines:
                found.setdefault(one.key, {})[language] = one
        return found

    @cached_property
    def ever(self) -> Mapping[str, Sequence[str]]:
        """Every text that was ever given for a key, in whatever language."""
        found: dict[str, list[str]] = {}
        for lines in self.lines.values():
            for one in lines:
                found.setdefault(one.key, []).append(one.text)
        return found

    def text(self, key: str, text: Text) -> Text:
        """`text` with the reviewed texts in the place of those that they were given for."""
        source = source_of(text)
        given = self.last.get(key, {}).items()
        fit = {language: one.text for language, one in given if one.source == source}
        return {**text, **fit} if fit else text

    def document(self, key: str, entry: Any) -> Any:
        """The same for every text of a TOML document, whose key begins with `key`."""
        if is_text(entry):
            return self.text(key, entry)
        if isinstance(entry, dict):
            return {name: self.document(joined(key, name), one) for name, one in entry.items()}
        if isinstance(entry, list):
            return [
                self.document(joined(key, name_of(one, number)), one)
                for number, one in enumerate(entry, start=1)
            ]
        return entry


NONE = Reviews({})


def source_of(text: Text) -> str:
    """What a translation is made from: the English text, else whatever there is."""
    return text.get("en") or next(iter(text.values()), "")


def is_text(entry: object) -> bool:
    """Whether a value of a TOML document is a text by language."""
    return (
        isinstance(entry, dict)
        and bool(entry)
        and all(_LANGUAGE.fullmatch(name) and isinstance(entry[name], str) for name in entry)
    )


def joined(key: str, name: str) -> str:
    """The key of what stands under `name`; the document itself ends with a slash."""
    return f"{key}{name}" if key.endswith("/") else f"{key}.{name}"


def name_of(entry: object, number: int) -> str:
    """What one of several tables of a TOML document is called: by its name, else by its number."""
    return str(entry.get("name", number)) if isinstance(entry, dict) else str(number)


def read_reviews(inputs: Path) -> Reviews:
    """The reviews of the cycle in the folder `inputs`; none without files.

    Raises `UserError` that names the file and line of the first unusable one.
    """
    files = sorted((inputs / FOLDER).glob("*.csv"))
    found = tuple((path, digest(path)) for path in files if _LANGUAGE.fullmatch(path.stem))
    return _read(found) if found else NONE


@lru_cache(maxsize=8)
def _read(files: Sequence[tuple[Path, str]]) -> Reviews:
    """Those of files with these digests: what runs for months reads them once."""
    lines = {path.stem: tuple(read_lines(path)) for path, _ in files}
    seen = " ".join(f"{path.stem} {mark}" for path, mark in files)
    return Reviews(lines, hashlib.sha256(seen.encode()).hexdigest()[:12])


def read_lines(path: Path) -> Iterator[Review]:
    """The lines of one register. Raises `UserError` that names the first unusable one."""
    for number, entry in rows(path, COLUMNS):
        if not (entry["key"] and entry["source"] and entry["text"].strip()):
            raise UserError(f"{path}, line {number}: key, source and text must not be empty.")
        yield Review(**entry)


def rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a register with their numbers; none if it is not there. Raises `UserError`."""
    if not path.exists():
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restkey="", strict=True)
            if missing := [name for name in columns if name not in (reader.fieldnames or ())]:
                raise UserError(
                    f"{path} lacks the columns {', '.join(missing)}.",
                    f"The first line must be {','.join(columns)}.",
                )
            for entry in reader:
                yield reader.line_num, {name: entry[name] or "" for name in columns}
    except (UnicodeDecodeError, csv.Error) as error:
        raise UserError(f"{path} cannot be read: {error}.", "Save it as CSV in UTF-8.") from error


Item = TypeVar("Item", Question, Repeat, Section)


def attributes(item: Question | Repeat | Section) -> Mapping[str, Text]:
    """The texts of an item of the form, by their column in the form's file."""
    found = {"label": item.label, "hint": item.hint}
    if isinstance(item, Question):
        found["required_message"] = item.required_message
        found["constraint_message"] = item.constraint_message
    return {name: text for name, text in found.items() if text}


def item_key(name: str, attribute: str) -> str:
    """The key of a text of a question, repeat or section."""
    return f"questionnaire/{name}/{attribute}"


def choice_key(list_name: str, code: str) -> str:
    """The key of the label of a choice."""
    return f"questionnaire/choices/{list_name}/{code}"


def reviewed_form(form: Form, reviews: Reviews) -> Form:
    """The form with the reviewed texts in it.

    It stays the same form: its fingerprint is that of its file, and it knows the texts that it
    had before or may have had, since workbooks with them were sent out. It is also in a language
    in which all its labels were given by reviewers.
    """
    return _reviewed(form, reviews) if reviews.lines else form


@lru_cache(maxsize=8)
def _reviewed(form: Form, reviews: Reviews) -> Form:
    def item(one: Item) -> Item:
        texts: dict[str, Any] = {
            name: reviews.text(item_key(one.name, name), text)
            for name, text in attributes(one).items()
        }
        return replace(one, **texts)

    def inside(one: Question | Repeat) -> Question | Repeat:
        if isinstance(one, Question):
            return item(one)
        return replace(item(one), questions=tuple(map(item, one.questions)))

    def label(list_name: str, choice: Choice) -> Choice:
        return replace(choice, label=reviews.text(choice_key(list_name, choice.code), choice.label))

    sections = tuple(
        replace(item(section), items=tuple(map(inside, section.items))) for section in form.sections
    )
    choices = {
        name: tuple(label(name, choice) for choice in entries)
        for name, entries in form.choices.items()
    }
    former = {
        name: _texts(
            (question.label, question.hint),
            reviews,
            (item_key(name, "label"), item_key(name, "hint")),
        )
        for name, question in form.questions.items()
    }
    former_choices = {
        name: {
            choice.code: _texts((choice.label,), reviews, (choice_key(name, choice.code),))
            for choice in entries
        }
        for name, entries in form.choices.items()
    }
    labels = [
        *(one.label for section in sections for one in _labelled(section)),
        *(choice.label for entries in choices.values() for choice in entries),
    ]
    added = [
        language
        for language in reviews.lines
        if language not in form.languages and all(label.get(language) for label in labels if label)
    ]
    return replace(
        form,
        languages=(*form.languages, *added),
        sections=sections,
        choices=choices,
        former=former,
        former_choices=former_choices,
        wording=reviews.fingerprint,
    )


def _labelled(section: Section) -> Iterator[Section | Repeat | Question]:
    """A section and all that is in it."""
    yield section
    for item in section.items:
        yield item
        yield from item.questions if isinstance(item, Repeat) else ()


def _texts(inline: Iterable[Text], reviews: Reviews, keys: Iterable[str]) -> tuple[str, ...]:
    """What the form's file says and what reviewers ever said."""
    said = [text for texts in inline for text in texts.values()]
    said += [text for key in keys for text in reviews.ever.get(key, ())]
    return tuple(dict.fromkeys(said))


def name_key(code: str) -> str:
    """The key of the name of a respondent."""
    return f"names/{code}"


def reviewed_roster(roster: Roster, reviews: Reviews) -> Roster:
    """The roster with the reviewed names in it."""
    if not reviews.lines:
        return roster
    named = {
        code: replace(one, name=reviews.text(name_key(code), one.name))
        for code, one in roster.respondents.items()
    }
    return replace(roster, respondents=named)
