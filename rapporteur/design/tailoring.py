"""Which part of the questionnaire concerns a respondent, from what is known beforehand."""

from collections.abc import Mapping
from dataclasses import replace

from rapporteur.design.expressions.compiler import applies
from rapporteur.design.form import Form, Question, Repeat, Section
from rapporteur.design.roster import Respondent

PRESETS = ("respondent", "respondent_category")
"""The questions that the roster answers: filled and locked in the workbook."""


def presets(respondent: Respondent) -> Mapping[str, str]:
    """The answers that are known before a questionnaire is sent, by question."""
    return dict(zip(PRESETS, (respondent.code, respondent.category), strict=True))


def tailored(form: Form, known: Mapping[str, str]) -> Form:
    """The form without what cannot concern a respondent of whom `known` is known.

    A question that is left out counts as unanswered for those that depend on it. A repeat or
    section with nothing left in it is left out too.
    """
    answers = dict(known)
    sections = (_section(section, answers) for section in form.sections)
    return replace(form, sections=tuple(section for section in sections if section.items))


def _section(section: Section, answers: dict[str, str]) -> Section:
    asked = applies(section.relevant, answers)
    kept = (_item(item, asked, answers) for item in section.items)
    return replace(section, items=tuple(item for item in kept if item is not None))


def _item(
    item: Question | Repeat, asked: bool, answers: dict[str, str]
) -> Question | Repeat | None:
    asked = asked and applies(item.relevant, answers)
    if isinstance(item, Question):
        if not asked:
            answers.setdefault(item.name, "")
        return item if asked else None
    kept = tuple(q for q in item.questions if _item(q, asked, answers) is not None)
    return replace(item, questions=kept) if kept else None
