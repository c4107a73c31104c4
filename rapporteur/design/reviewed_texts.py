"""Reviewed texts: `inputs/<cycle>/translations/<language>.csv`, and where they are put.

A reviewed text goes before the one that stands in the file where it is used, as long as the
English text that the reviewer saw is still the English text there. The last line for a key counts.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from rapporteur.design.form import Choice, Form, Item, Passage, Question, Repeat, Section
from rapporteur.design.roster import Roster
from rapporteur.kernel import append_only_csv
from rapporteur.kernel.errors import UserError
from rapporteur.language.texts import Text, straight

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
    """All reviews of a cycle by language, in the order of the registers."""

    lines: Mapping[str, Sequence[Review]]
    fingerprint: str = ""

    @cached_property
    def last(self) -> Mapping[str, Mapping[str, Review]]:
        """What counts: the last line for each key, by key and language."""
        last: dict[str, dict[str, Review]] = {}
        for language, lines in self.lines.items():
            for review in lines:
                last.setdefault(review.key, {})[language] = review
        return last

    @cached_property
    def ever(self) -> Mapping[str, Sequence[str]]:
        """Every reviewed text of a key, in all languages, former ones too."""
        texts: dict[str, list[str]] = {}
        for lines in self.lines.values():
            for review in lines:
                texts.setdefault(review.key, []).append(review.text)
        return texts

    def text(self, key: str, text: Text) -> Text:
        """`text` with the reviewed texts in place of those that they are reviews of."""
        source = straight(source_of(text))
        reviews = self.last.get(key, {}).items()
        fit = {lang: review.text for lang, review in reviews if straight(review.source) == source}
        return {**text, **fit} if fit else text

    def document(self, key: str, entry: Any) -> Any:
        """The same for every text of a TOML document, whose key begins with `key`."""
        if is_text(entry):
            return self.text(key, entry)
        if isinstance(entry, dict):
            return {name: self.document(joined(key, name), part) for name, part in entry.items()}
        if isinstance(entry, list):
            return [
                self.document(joined(key, name_of(part, number)), part)
                for number, part in enumerate(entry, start=1)
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
    registers = tuple(
        (path, append_only_csv.state(path))
        for path in append_only_csv.registers_in(inputs / FOLDER)
        if _LANGUAGE.fullmatch(path.stem)
    )
    return _read(registers) if registers else NONE


@lru_cache(maxsize=8)
def _read(files: Sequence[tuple[Path, str]]) -> Reviews:
    """The reviews in files of these states: a process that runs for months reads them once."""
    lines = {path.stem: tuple(read_lines(path)) for path, _ in files}
    return Reviews(lines, hashlib.sha256(repr(lines).encode()).hexdigest()[:12])


def read_lines(path: Path) -> Sequence[Review]:
    """The lines of one register. Raises `UserError` that names the first unusable one."""

    def parse(number: int, cells: Mapping[str, str]) -> Review:
        entry = {name: cells[name] for name in COLUMNS}
        if not (entry["key"] and entry["source"] and entry["text"].strip()):
            raise UserError(f"{path}, line {number}: key, source and text must not be empty.")
        return Review(**entry)

    return append_only_csv.read(path, COLUMNS, parse)


_Worded = TypeVar("_Worded", Question, Repeat, Passage, Section)


def attributes(item: Item | Section) -> Mapping[str, Text]:
    """The texts of an item of the form, by their column in the form's file."""
    texts = {"label": item.label, "hint": item.hint}
    if isinstance(item, Question):
        texts["required_message"] = item.required_message
        texts["constraint_message"] = item.constraint_message
    return {name: text for name, text in texts.items() if text}


def item_key(name: str, attribute: str) -> str:
    """The key of a text of a question, repeat or section."""
    return f"questionnaire/{name}/{attribute}"


def choice_key(list_name: str, code: str) -> str:
    """The key of the label of a choice."""
    return f"questionnaire/choices/{list_name}/{code}"


def reviewed_form(form: Form, reviews: Reviews) -> Form:
    """The form with the reviewed texts in it.

    It stays the same form: its fingerprint is that of its file, and it knows the texts that it
    had before, since workbooks with them were sent out. A language into which reviewers
    translated all labels is among its languages.
    """
    return _reviewed(form, reviews) if reviews.lines else form


@lru_cache(maxsize=8)
def _reviewed(form: Form, reviews: Reviews) -> Form:
    def reviewed(item: _Worded) -> _Worded:
        texts: dict[str, Any] = {
            name: reviews.text(item_key(item.name, name), text)
            for name, text in attributes(item).items()
        }
        return replace(item, **texts)

    def inside(item: Item) -> Item:
        if isinstance(item, Question):
            return reviewed(item)
        if isinstance(item, Passage):
            return reviewed(item)
        return replace(
            reviewed(item),
            questions=tuple(map(reviewed, item.questions)),
            passages=tuple(map(reviewed, item.passages)),
        )

    def label(list_name: str, choice: Choice) -> Choice:
        return replace(choice, label=reviews.text(choice_key(list_name, choice.code), choice.label))

    sections = tuple(
        replace(reviewed(section), items=tuple(map(inside, section.items)))
        for section in form.sections
    )
    choices = {
        name: tuple(label(name, choice) for choice in entries)
        for name, entries in form.choices.items()
    }
    former = {
        name: (
            *form.former.get(name, ()),
            *_texts(
                (question.label, question.hint),
                reviews,
                (item_key(name, "label"), item_key(name, "hint")),
            ),
        )
        for name, question in form.questions.items()
    }
    former_choices = {
        name: {
            choice.code: (
                *form.former_choices.get(name, {}).get(choice.code, ()),
                *_texts((choice.label,), reviews, (choice_key(name, choice.code),)),
            )
            for choice in entries
        }
        for name, entries in form.choices.items()
    }
    labels = [
        *(item.label for section in sections for item in _labelled(section)),
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


def _labelled(section: Section) -> Iterator[Section | Item]:
    """A section and all that is in it."""
    yield section
    for item in section.items:
        yield item
        if isinstance(item, Repeat):
            yield from item.questions
            yield from item.passages


def _texts(inline: Iterable[Text], reviews: Reviews, keys: Iterable[str]) -> tuple[str, ...]:
    """The texts of the form's file, then those of all reviews."""
    known = [text for texts in inline for text in texts.values()]
    known += [text for key in keys for text in reviews.ever.get(key, ())]
    return tuple(dict.fromkeys(known))


def name_key(code: str) -> str:
    """The key of the name of a respondent."""
    return f"names/{code}"


def reviewed_roster(roster: Roster, reviews: Reviews) -> Roster:
    """The roster with the reviewed names in it."""
    if not reviews.lines:
        return roster
    named = {
        code: replace(respondent, name=reviews.text(name_key(code), respondent.name))
        for code, respondent in roster.respondents.items()
    }
    return replace(roster, respondents=named)
