"""The cover: the respondent, the deadline, and instructions how to answer."""

from collections.abc import Mapping, Sequence

from rapporteur.build.draft import Draft, SheetWriter
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
    """Add the sheet `title`, with links to the sheets of `sections` (their titles and sections)."""
    writer = SheetWriter(draft, title, "rapporteur:cover")
    writer.widths(_WIDTHS)
    definition = draft.cycle.definition
    writer.start("")
    writer.wide(_LEFT, _RIGHT, draft.message("band"), "rp_cover_band")
    writer.grow(22)
    writer.start("#text")
    writer.wide(_LEFT, _RIGHT, draft.text(definition.title), "rp_cover_title")
    if notice:
        _notice(writer, notice)
    _facts(writer)
    _heading(writer, "how")
    steps = [draft.message(f"step-{step}", rows=BLANK_ROWS) for step in _STEPS]
    if draft.answers:
        steps.insert(1, draft.message("step-prefilled"))
    for number, step in enumerate(steps, start=1):
        writer.start("#text")
        writer.put(_LEFT, number, "rp_code")
        writer.put(_RIGHT, step, "rp_value", fit=_WIDTHS[_RIGHT])
    _heading(writer, "codes")
    for code in MISSING_CODES:
        writer.start("#text")
        writer.put(_LEFT, code, "rp_code")
        writer.put(_RIGHT, draft.message(f"code-{code}"), "rp_value", fit=_WIDTHS[_RIGHT])
    _heading(writer, "colours")
    for key, style in (
        ("answer", "rp_answer_swatch"),
        ("prefilled", "rp_prefilled_swatch"),
        ("locked", "rp_locked"),
        ("required", "rp_code"),
    ):
        if key == "prefilled" and not draft.answers:
            continue
        writer.start("#text")
        writer.put(_LEFT, "*" if key == "required" else None, style)
        writer.put(_RIGHT, draft.message(f"colour-{key}"), "rp_value", fit=_WIDTHS[_RIGHT])
    _heading(writer, "sheets")
    for sheet, section in sections:
        writer.start("#text")
        writer.link(writer.put(_LEFT, sheet, "rp_link", fit=_WIDTHS[_LEFT]), sheet)
        writer.put(_RIGHT, draft.text(section.hint), "rp_value", fit=_WIDTHS[_RIGHT])
    set_up(draft, writer.sheet, landscape=False)
    writer.sheet.page_setup.fitToHeight = 1


def _notice(writer: SheetWriter, notice: str) -> None:
    writer.start("#text")
    writer.wide(_LEFT, _RIGHT, notice, "rp_notice")
    writer.start("#text")
    writer.grow(8)


def _heading(writer: SheetWriter, key: str) -> None:
    writer.start("#text")
    writer.start("#text")
    writer.wide(_LEFT, _RIGHT, writer.draft.message(f"heading-{key}"), "rp_heading")
    writer.grow(22)


def _facts(writer: SheetWriter) -> None:
    draft, definition = writer.draft, writer.draft.cycle.definition
    name = draft.text(draft.respondent.name)
    facts = {
        "respondent": f"{name} ({draft.respondent.code})" if name else draft.respondent.code,
        "category": _category(draft),
        "mandate": draft.text(definition.mandate),
        "resolution": _resolution(draft),
        **_session(draft),
        "report": draft.text(definition.report),
        "deadline": cldr.day(definition.deadline, draft.language, "full"),
        "return": definition.return_to,
    }
    for key, value in facts.items():
        if value:
            writer.start("#text")
            writer.put(_LEFT, draft.message(f"fact-{key}"), "rp_fact")
            style = "rp_strong" if key in ("respondent", "deadline", "return") else "rp_value"
            writer.put(_RIGHT, value, style, fit=_WIDTHS[_RIGHT])


def _resolution(draft: Draft) -> str:
    """The resolution and when it was adopted, as far as they are stated."""
    definition = draft.cycle.definition
    if not definition.resolution:
        return ""
    number = definition.resolution
    if definition.adopted_on is None:
        return draft.message("resolution", resolution=number)
    day = cldr.day(definition.adopted_on, draft.language)
    return draft.message("adopted", resolution=number, date=day)


def _session(draft: Draft) -> Mapping[str, str]:
    """The session and the item of its agenda, as far as they are stated, by the label's key."""
    definition = draft.cycle.definition
    if definition.session is None:
        return {}
    ordinal = session(definition.session, draft.language)
    title, item = draft.text(definition.agenda_title), definition.agenda_item
    if not title:
        return {"session.alone": draft.message("session", session=ordinal)}
    key = "item" if item else "session.titled"
    return {"session": draft.message(key, session=ordinal, item=item, title=title)}


def _category(draft: Draft) -> str:
    """The form's label of the respondent's category; the category itself if it has none."""
    question = draft.form.questions.get(PRESETS[1])
    labels = draft.choice_labels(question) if question else {}
    return labels.get(draft.respondent.category, draft.respondent.category)
