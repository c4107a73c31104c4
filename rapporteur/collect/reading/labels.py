"""Labels as they stand in a workbook: whose they are, and whether somebody wrote over them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapporteur.collect.reading.answers import Answer
from rapporteur.collect.reading.texts import shortened
from rapporteur.design.findings import Finding
from rapporteur.design.form import Form, Question
from rapporteur.language.folding import fold
from rapporteur.language.messages import languages, message
from rapporteur.language.texts import shown_in, straight, unmarked

# If more than one in so many labels is changed, the respondent has translated the workbook.
_TRANSLATED = 3


@dataclass(slots=True)
class LabelCheck:
    """Counts the labels and other texts of a workbook, and finds what was written over them.

    `current` is True for a workbook whose texts are those of the form: of its version, and
    without reviewed translations, of which only the present ones are known.
    """

    form: Form
    file: str
    current: bool = False
    _labels: int = 0
    _texts: int = 0
    _over_labels: list[Finding] = field(default_factory=list)
    _over_texts: list[Finding] = field(default_factory=list)

    def check(self, text: str, cell: str, answer: Answer) -> None:
        """Check the label `text` in `cell` of the question whose answer is `answer`."""
        if not text:
            return
        self._labels += 1
        if text_beside_label(self.form, answer.question, text):
            self._over_labels.append(
                Finding(
                    "content_unread" if answer.raw else "answer_in_label",
                    self.file,
                    sheet=answer.sheet,
                    cell=cell,
                    question=answer.question,
                    params={"value": shortened(text), "cells": "1"},
                )
            )

    def check_text(self, text: str, sheet: str, cell: str) -> None:
        """Check a title, heading or instruction of a sheet."""
        if not text or not self.current:
            return
        self._texts += 1
        if not is_builders_text(self.form, text):
            params = {"value": shortened(text), "cells": "1"}
            self._over_texts.append(
                Finding("content_unread", self.file, sheet=sheet, cell=cell, params=params)
            )

    def findings(self) -> Sequence[Finding]:
        """Findings on texts that were written over; none if the workbook was translated."""
        found = []
        if len(self._over_labels) * _TRANSLATED <= self._labels:
            found += self._over_labels
        if len(self._over_texts) * _TRANSLATED <= self._texts:
            found += self._over_texts
        return found


@lru_cache(5_000)
def is_builders_text(form: Form, text: str) -> bool:
    """Whether a title, heading or instruction is one that the builder writes, in any language."""
    return _bare(straight(unmarked(text))) in _texts(form)


@lru_cache(20)
def _texts(form: Form) -> frozenset[str]:
    texts: set[str] = set()
    for section in form.sections:
        texts |= {*section.label.values(), *section.hint.values(), section.name}
        for passage in section.passages:
            texts |= {*passage.label.values(), *passage.hint.values()}
            texts |= {form.in_table(passage, each) for each in languages()}
            texts |= {*form.former.get(passage.name, ())}
    for repeat in form.repeats.values():
        texts |= {*repeat.label.values(), *repeat.hint.values()}
    listed = [q for q in form.questions.values() if q.type == "select_multiple"]
    listed = [question for question in listed if question.repeat or question.is_ranked]
    texts |= {_several(form, question, each) for question in listed for each in languages()}
    texts |= {
        message(each, f"questionnaire-{key}")
        for each in languages()
        for key in ("question", "answer", "note")
    }
    return frozenset(_bare(straight(unmarked(text))) for text in texts)


def _several(form: Form, question: Question, language: str) -> str:
    """The sentence that lists the choices of a question, as the builder writes it."""
    labels = (shown_in(choice.label, language).strip() for choice in form.choices_of(question))
    return message(
        language,
        f"questionnaire-{'ranked' if question.is_ranked else 'several'}",
        column=shown_in(question.label, language).strip(),
        choices="; ".join(labels),
    )


@lru_cache(10_000)  # most labels are unchanged
def text_beside_label(form: Form, name: str, text: str) -> str:
    """The text of a label's cell without the question's labels and hints in any language."""
    question = form.questions[name]
    rest = fold(unmarked(text))
    texts = (*form.former.get(name, ()), *question.label.values(), *question.hint.values())
    for part in sorted(map(fold, texts), key=len, reverse=True):
        rest = rest.replace(part, " ") if part else rest
    return " ".join(rest.split()).strip(" *:")


@lru_cache(10_000)
def question_of_label(form: Form, text: str) -> str | None:
    """The question outside repeats whose label stands in a cell; None if it is not one alone."""
    lines = unmarked(text).splitlines()
    names = _single_labels(form).get(_bare(lines[0]), ()) if lines else ()
    return names[0] if len(names) == 1 else None


@lru_cache(20)
def _single_labels(form: Form) -> Mapping[str, Sequence[str]]:
    labels: dict[str, list[str]] = {}
    for question in form.singles:
        for label in {_bare(label) for label in question.label.values()} - {""}:
            labels.setdefault(label, []).append(question.name)
    return labels


@lru_cache(10_000)
def choice_of_label(form: Form, list_name: str, text: str) -> frozenset[str]:
    """The codes of the choices of a list that have this label in any language."""
    wanted = _bare(unmarked(text))
    former = form.former_choices.get(list_name, {})
    return frozenset(
        choice.code
        for choice in form.choices.get(list_name, ())
        if wanted in map(_bare, (*choice.label.values(), *former.get(choice.code, ())))
    )


NOTE = "note"
"""The name of the column of notes in a repeat."""


@lru_cache(500)
def _headings(form: Form, repeat: str) -> Mapping[str, frozenset[str]]:
    """The names of the columns of a repeat by folded heading, in any language."""
    names: dict[str, set[str]] = {}
    for question in form.repeats[repeat].questions:
        for label in (*question.label.values(), *form.former.get(question.name, ())):
            names.setdefault(_bare(label), set()).add(question.name)
    for text in _note_headings():
        names.setdefault(text, set()).add(NOTE)
    names.pop("", None)
    return {text: frozenset(own) for text, own in names.items()}


@lru_cache(1_000)
def is_heading(text: str) -> bool:
    """Whether a text is the role of a column, or its visible heading in any language."""
    keys = ("question", "answer", "note")
    headings = {
        _bare(message(each, f"questionnaire-{key}")) for each in languages() for key in keys
    }
    return text in ("label", "answer", "note") or _bare(text) in headings


@lru_cache(1)
def _note_headings() -> frozenset[str]:
    return frozenset(_bare(message(each, "questionnaire-note")) for each in languages())


@lru_cache(10_000)
def column_names(form: Form, repeat: str, text: str) -> frozenset[str]:
    """The names of the columns that a heading may be that of; none for an unknown heading."""
    known = _headings(form, repeat)
    bare = _bare(unmarked(text))
    if bare in known:
        return known[bare]
    head, _, number = bare.rpartition("(")  # a heading that occurs twice has a number
    numbered = number.rstrip(")").isdecimal()
    return known.get(_bare(head), frozenset()) if numbered else frozenset()


@lru_cache(10_000)
def _bare(label: str) -> str:
    return fold(label).strip(" *")


def label_in(question: Question, language: str) -> str:
    """The label of a question in a language, else in another, else its name."""
    return question.label.get(language) or next(iter(question.label.values()), question.name)
