"""What concerns a respondent: the part of the form that is put to it."""

from collections.abc import Mapping
from dataclasses import replace

from rapporteur.expressions import applies
from rapporteur.form import Form, Question, Repeat, Section
from rapporteur.roster import Respondent

PRESETS = ("respondent", "respondent_category")
"""The questions that the secretariat answers from the roster: filled and locked."""


def presets(respondent: Respondent) -> Mapping[str, str]:
    """The answers that are known before a questionnaire is sent, by question."""
    return dict(zip(PRESETS, (respondent.code, respondent.category), strict=True))


def sections_for(form: Form, respondent: Respondent) -> tuple[Section, ...]:
    """The sections with only the items that concern `respondent`; empty ones are left out.

    A question that is not put has no answer: what depends on it alone is not put either.
    """
    known = dict(presets(respondent))
    kept = []
    for section in form.sections:
        asked = _concerns(section.relevant, known)
        items = [item for item in section.items if _item(item, known, asked)]
        pruned = tuple(_pruned(item, known) for item in items)
        if pruned:
            kept.append(replace(section, items=pruned))
    return tuple(kept)


def _item(item: Question | Repeat, known: dict[str, str], asked: bool) -> bool:
    """Whether an item is put; the questions that are not become known to be unanswered."""
    asked = asked and _concerns(item.relevant, known)
    if isinstance(item, Repeat):
        put = [_item(question, known, asked) for question in item.questions]
        return any(put)
    if not asked:
        known.setdefault(item.name, "")
    return asked


def _pruned(item: Question | Repeat, known: Mapping[str, str]) -> Question | Repeat:
    """A repeat without the questions that are not put."""
    if isinstance(item, Question):
        return item
    return replace(item, questions=tuple(q for q in item.questions if q.name not in known))


def _concerns(expression: str | None, known: Mapping[str, str]) -> bool:
    """`applies`, told only what the expression mentions: so it is computed once for many."""
    mentioned = {n: v for n, v in known.items() if expression and f"${{{n}}}" in expression}
    return applies(expression, mentioned)
