"""Build one respondent's questionnaire as a workbook."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time

from openpyxl import Workbook

from rapporteur.build.answers import Answers, Prefill
from rapporteur.build.cover import add_cover
from rapporteur.build.draft import Draft
from rapporteur.build.lists import add_identification, add_lists
from rapporteur.build.named_styles import add_styles
from rapporteur.build.section import add_section
from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Form, Repeat, Section
from rapporteur.design.roster import Respondent
from rapporteur.design.tailoring import presets, tailored
from rapporteur.language.typeface import typeface

_SHEET_NAME_LIMIT = 31
_FORBIDDEN = re.compile(r"[][:*?/\\]")


def build(
    cycle: Cycle,
    respondent: Respondent,
    language: str,
    prefill: Iterable[Prefill] = (),
    notice: str = "",
) -> Workbook:
    """The questionnaire of `cycle` for `respondent` in `language` (ISO 639-1).

    `prefill` are answers that are known and valid, as `rapporteur.prefill` reads them; `notice`
    is shown in a box on the cover. Text that the form lacks in `language` is in another.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    face = typeface(language)
    add_styles(workbook, face)
    answers = Answers(prefill)
    draft = Draft(cycle, respondent, language, workbook, face, answers)
    sections = tailored(cycle.form, presets(respondent)).sections
    cover = draft.say("cover")
    titles = sheet_names([draft.text(section.label) or section.name for section in sections])
    add_cover(draft, cover, list(zip(titles, sections, strict=True)), notice)
    for number, (title, section) in enumerate(zip(titles, sections, strict=True), start=1):
        add_section(draft, section, number, title, cover)
    add_lists(draft, _lists(sections, cycle.form))
    add_identification(draft, notice)
    _describe(draft)
    return workbook


def sheet_names(labels: Sequence[str]) -> list[str]:
    """Numbered names for sheets, without what Excel forbids and within its 31 characters.

    The number makes them unique, also among the other sheets of the workbook.
    """
    names = []
    for number, label in enumerate(labels, start=1):
        name = " ".join([str(number), *_FORBIDDEN.sub(" ", label).split()])
        if len(name) > _SHEET_NAME_LIMIT:
            name = name[: _SHEET_NAME_LIMIT - 1].rstrip() + "…"
        names.append(name.rstrip("'"))
    return names


def _lists(sections: Sequence[Section], form: Form) -> list[str]:
    """The choice lists that the sections use, in the form's order."""
    questions = [
        question
        for section in sections
        for item in section.items
        for question in (item.questions if isinstance(item, Repeat) else (item,))
    ]
    used = {question.list_name for question in questions}
    return [name for name in form.choices if name in used]


def _describe(draft: Draft) -> None:
    """Set the document's properties; the dates are the cycle's, so that a rebuild is equal."""
    properties = draft.workbook.properties
    title, name = draft.text(draft.cycle.definition.title), draft.text(draft.respondent.name)
    properties.title = f"{title} ({name})" if name else title
    properties.language = draft.language
    properties.creator = properties.lastModifiedBy = "rapporteur"
    opened = datetime.combine(draft.cycle.definition.opens_on, time())
    properties.created = properties.modified = opened
