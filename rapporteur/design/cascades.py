"""Questions whose drop-downs offer what fits the answers to other questions."""

import re
from collections.abc import Mapping, Sequence

from rapporteur.design.expressions.compiler import filter_keys
from rapporteur.design.form import Form, Question
from rapporteur.language.texts import shown_in

_WILD = re.compile(r"[*?~]")
_LONGEST = 250
"""A spreadsheet program looks no longer texts up, and reads *, ? and ~ in them as wildcards."""


def parents(form: Form, question: Question) -> Sequence[tuple[str, Question]]:
    """The questions that decide which choices a drop-down offers, each with the column it equals.

    There are none for a drop-down that offers all its choices: its filter is of another kind, or
    refers to answers that stand in other rows or cannot be looked up.
    """
    if question.type != "select_one" or not question.choice_filter:
        return ()
    keys = [
        (column, form.questions[name])
        for column, name in filter_keys(question.choice_filter)
        if name in form.questions
    ]
    usable = all(
        parent.type == "select_one"
        and parent.repeat in (None, question.repeat)
        and not any(
            _WILD.search(label) or len(label) > _LONGEST // len(keys)
            for choice in form.choices_of(parent)
            for label in choice.label.values()
        )
        for _, parent in keys
    )
    complete = len(keys) == len(filter_keys(question.choice_filter))
    return keys if usable and complete else ()


SEPARATOR = "|"
"""What separates the answers of several parents where they are looked up together."""


def offered(form: Form, question: Question, language: str) -> Mapping[str, Sequence[str]]:
    """The labels that a drop-down offers, by the labels of the answers that decide."""
    deciding = parents(form, question)
    labels = [
        {one.code: shown_in(one.label, language).strip() for one in form.choices_of(parent)}
        for _, parent in deciding
    ]
    found: dict[str, list[str]] = {}
    for choice in form.choices_of(question) if deciding else ():
        codes = [choice.values.get(column, "") for column, _ in deciding]
        if all(code in own for code, own in zip(codes, labels, strict=True)):
            key = SEPARATOR.join(own[code] for code, own in zip(codes, labels, strict=True))
            found.setdefault(key, []).append(shown_in(choice.label, language).strip())
    return found
