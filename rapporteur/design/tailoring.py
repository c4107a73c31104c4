"""Tailor the questionnaire to a respondent: leave out what does not apply to it."""

from collections.abc import Mapping
from dataclasses import replace

from rapporteur.design.expressions.compiler import applies
from rapporteur.design.form import Form, Item, Question, Repeat, Section
from rapporteur.design.roster import Respondent

PRESETS = ("respondent", "respondent_category")
"""The questions answered from the roster, which are filled in and locked in the workbook."""


def presets(respondent: Respondent) -> Mapping[str, str]:
    """The answers of `PRESETS` by question, from the roster."""
    return dict(zip(PRESETS, (respondent.code, respondent.category), strict=True))


def tailored(form: Form, preset: Mapping[str, str]) -> Form:
    """The form without the items whose `relevant` is false for the answers `preset`.

    For questions that depend on it, a question that is left out counts as unanswered. A repeat
    or section without questions is left out too, with its texts.
    """
    answers = dict(preset)
    sections = (_section(section, answers) for section in form.sections)
    return replace(form, sections=tuple(section for section in sections if section.questions))


def _section(section: Section, answers: dict[str, str]) -> Section:
    relevant = applies(section.relevant, answers)
    items = (_item(item, relevant, answers) for item in section.items)
    return replace(section, items=tuple(item for item in items if item is not None))


def _item(item: Item, relevant: bool, answers: dict[str, str]) -> Item | None:
    """The item as it applies, None if it does not; adds empty answers of omitted questions."""
    relevant = relevant and applies(item.relevant, answers)
    if isinstance(item, Question) and not relevant:
        answers.setdefault(item.name, "")
    if not isinstance(item, Repeat):
        return item if relevant else None
    questions = tuple(q for q in item.questions if _item(q, relevant, answers) is not None)
    passages = tuple(p for p in item.passages if _item(p, relevant, answers) is not None)
    return replace(item, questions=questions, passages=passages) if questions else None
