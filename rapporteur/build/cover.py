"""The cover: what is asked, of whom, until when, and how to answer."""

from collections.abc import Sequence

from rapporteur.build.draft import Draft, Pen
from rapporteur.build.page import set_up
from rapporteur.build.table import BLANK_ROWS
from rapporteur.design.form import Section
from rapporteur.design.form_names import MISSING_CODES
from rapporteur.design.tailoring import PRESETS
from rapporteur.language import cldr
from rapporteur.language.cldr import session

_LEFT, _RIGHT = 2, 3
_WIDTHS = {_LEFT: 28.0, _RIGHT: 92.0}
_STEPS = ("cells", "lists", "ticks", "tables", "values", "notes", "required", "return")


def add_cover(
    draft: Draft, title: str, sections: Sequence[tuple[str, Section]], notice: str
) -> None:
    """Add the sheet `title`. `sections` are the sheets that follow, with their titles."""
    pen = Pen(draft, title, "rapporteur:cover")
    pen.widths(_WIDTHS)
    definition = draft.cycle.definition
    pen.start("")
    pen.wide(_LEFT, _RIGHT, draft.say("band"), "rp_cover_band")
    pen.grow(22)
    pen.start("#text")
    pen.wide(_LEFT, _RIGHT, draft.text(definition.title), "rp_cover_title")
    if notice:
        _notice(pen, notice)
    _facts(pen)
    _heading(pen, "how")
    steps = [draft.say(f"step-{step}", rows=BLANK_ROWS) for step in _STEPS]
    if draft.answers:
        steps.insert(1, draft.say("step-prefilled"))
    for number, step in enumerate(steps, start=1):
        pen.start("#text")
        pen.put(_LEFT, number, "rp_code")
        pen.put(_RIGHT, step, "rp_value", fit=_WIDTHS[_RIGHT])
    _heading(pen, "codes")
    for code in MISSING_CODES:
        pen.start("#text")
        pen.put(_LEFT, code, "rp_code")
        pen.put(_RIGHT, draft.say(f"code-{code}"), "rp_value", fit=_WIDTHS[_RIGHT])
    _heading(pen, "colours")
    for key, style in (
        ("answer", "rp_answer_swatch"),
        ("prefilled", "rp_prefilled_swatch"),
        ("locked", "rp_locked"),
        ("required", "rp_code"),
    ):
        if key == "prefilled" and not draft.answers:
            continue
        pen.start("#text")
        pen.put(_LEFT, "*" if key == "required" else None, style)
        pen.put(_RIGHT, draft.say(f"colour-{key}"), "rp_value", fit=_WIDTHS[_RIGHT])
    _heading(pen, "sheets")
    for sheet, section in sections:
        pen.start("#text")
        pen.link(pen.put(_LEFT, sheet, "rp_link", fit=_WIDTHS[_LEFT]), sheet)
        pen.put(_RIGHT, draft.text(section.hint), "rp_value", fit=_WIDTHS[_RIGHT])
    set_up(draft, pen.sheet, landscape=False)
    pen.sheet.page_setup.fitToHeight = 1


def _notice(pen: Pen, notice: str) -> None:
    pen.start("#text")
    pen.wide(_LEFT, _RIGHT, notice, "rp_notice")
    pen.start("#text")
    pen.grow(8)


def _heading(pen: Pen, key: str) -> None:
    pen.start("#text")
    pen.start("#text")
    pen.wide(_LEFT, _RIGHT, pen.draft.say(f"heading-{key}"), "rp_heading")
    pen.grow(22)


def _facts(pen: Pen) -> None:
    draft, definition = pen.draft, pen.draft.cycle.definition
    name = draft.text(draft.respondent.name)
    facts = {
        "respondent": f"{name} ({draft.respondent.code})" if name else draft.respondent.code,
        "category": _category(draft),
        "resolution": draft.say(
            "adopted",
            resolution=definition.resolution,
            date=cldr.day(definition.adopted_on, draft.language),
        ),
        "session": draft.say(
            "item",
            session=session(definition.session, draft.language),
            item=definition.agenda_item,
            title=draft.text(definition.agenda_title),
        ),
        "report": draft.text(definition.report),
        "deadline": cldr.day(definition.deadline, draft.language, "full"),
        "return": definition.return_to,
    }
    for key, value in facts.items():
        if value:
            pen.start("#text")
            pen.put(_LEFT, draft.say(f"fact-{key}"), "rp_fact")
            style = "rp_strong" if key in ("respondent", "deadline", "return") else "rp_value"
            pen.put(_RIGHT, value, style, fit=_WIDTHS[_RIGHT])


def _category(draft: Draft) -> str:
    """The respondent's category as the form calls it, where the form asks for it."""
    question = draft.form.questions.get(PRESETS[1])
    labels = draft.choice_labels(question) if question else {}
    return labels.get(draft.respondent.category, draft.respondent.category)
