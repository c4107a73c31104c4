"""Put the reviewed texts into the form and the roster."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from rapporteur.form import Choice, Form, Question, Repeat, Section, Text
from rapporteur.roster import Roster
from rapporteur.translations.reviews import Reviews

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
