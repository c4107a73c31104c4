"""A sheet for each section: its questions one below the other, its repeats as tables."""

from collections.abc import Sequence
from itertools import groupby

from rapporteur.build.draft import ANSWER, LABEL, NOTE, NUMBER, WIDTHS, Draft, Pen
from rapporteur.build.named_styles import cell_style, labelled, note_style
from rapporteur.build.page import set_up
from rapporteur.build.table import add_table, table_widths
from rapporteur.build.validation import TICK, tick_for, validation_for
from rapporteur.design.form import Question, Repeat, Section
from rapporteur.design.form_names import MISSING_CODES
from rapporteur.design.tailoring import PRESETS, presets
from rapporteur.language.typeface import HINT


def add_section(draft: Draft, section: Section, number: int, title: str, cover: str) -> None:
    """Add the sheet `title` for `section`, the `number`th, with a link back to the cover."""
    pen = Pen(draft, title, f"#sheet:{section.name}")
    tables = [item for item in section.items if isinstance(item, Repeat)]
    widths = table_widths(draft, tables)
    pen.widths(widths)
    last = max(widths)
    _head(pen, section, number, last, cover)
    pen.sheet.freeze_panes = f"{'D' if last > NOTE else 'A'}{pen.row + 1}"
    if lead := draft.text(section.hint):
        pen.start("#text")
        pen.wide(LABEL, NOTE, lead, "rp_lead")
    position = 0
    for is_question, items in groupby(section.items, lambda item: isinstance(item, Question)):
        if is_question:
            _columns(pen)
        for item in items:
            position += 1
            if isinstance(item, Repeat):
                add_table(pen, item, f"{number}.{position}")
            else:
                _question(pen, item, f"{number}.{position}")
    set_up(draft, pen.sheet, landscape=True, title_rows="1:2")


def _head(pen: Pen, section: Section, number: int, last: int, cover: str) -> None:
    draft = pen.draft
    pen.start("")
    for column in range(NUMBER, last + 1):
        pen.put(column, None, "rp_band")
    pen.link(pen.put(LABEL, draft.say("back"), "rp_band"), cover)
    pen.put(ANSWER, draft.text(draft.respondent.name), "rp_band")
    pen.grow(20)
    pen.start("#title")
    pen.put(NUMBER, number, "rp_title")
    pen.wide(LABEL, NOTE, draft.text(section.label), "rp_title")
    pen.grow(30)


def _columns(pen: Pen) -> None:
    """The hidden row that says which column is what, and the row that says it to people."""
    pen.start("#text")
    pen.start("#questions", hidden=True)
    for column, role in ((LABEL, "label"), (ANSWER, "answer"), (NOTE, "note")):
        pen.sheet.cell(pen.row, column, role)
    pen.start("#text")
    pen.put(NUMBER, None, "rp_columns")
    for column, key in ((LABEL, "question"), (ANSWER, "answer"), (NOTE, "note")):
        style = "rp_columns" if column == LABEL else "rp_columns_indented"
        pen.put(column, pen.draft.say(key), style)
    pen.grow(20)


def _question(pen: Pen, question: Question, number: str) -> None:
    draft = pen.draft
    pen.start(question.name)
    pen.put(NUMBER, number, "rp_number")
    label, hint = draft.text(question.label), draft.text(question.hint)
    mark = " *" if question.required else ""
    pen.put(LABEL, labelled(draft.face, label, mark, hint), "rp_label")
    height = draft.face.height(label + mark, WIDTHS[LABEL])
    if hint:
        height += draft.face.height(hint, WIDTHS[LABEL], HINT)
    pen.grow(height + 10)
    if question.name in PRESETS:
        code = presets(draft.respondent)[question.name]
        pen.put(ANSWER, draft.cell(question, code), "rp_locked", fit=WIDTHS[ANSWER])
        pen.put(NOTE, None, "rp_locked")
    else:
        _answer(pen, question)


def _answer(pen: Pen, question: Question) -> None:
    draft = pen.draft
    entry = draft.answers.get(question)
    several = question.type == "select_multiple"
    ticked = entry.value.split() if entry and several and entry.value not in MISSING_CODES else []
    value = draft.cell(question, entry.value) if entry and not ticked else None
    style = cell_style(question, value is not None)
    answer = pen.put(ANSWER, value, style, fit=WIDTHS[ANSWER])
    note = entry.note if entry else ""
    pen.put(NOTE, note or None, note_style(bool(note)), fit=WIDTHS[NOTE])
    if rule := validation_for(draft, question, answer.coordinate):
        rule.add(answer.coordinate)
        pen.sheet.add_data_validation(rule)
    if several:
        _choices(pen, question, ticked)


def _choices(pen: Pen, question: Question, ticked: Sequence[str]) -> None:
    """One row a choice, to be ticked."""
    rule = tick_for(pen.draft)
    for code, label in pen.draft.choice_labels(question).items():
        pen.start(f"{question.name}/{code}")
        pen.put(NUMBER, None, "rp_number")
        pen.put(LABEL, label, "rp_choice", fit=WIDTHS[LABEL])
        on = code in ticked
        cell = pen.put(ANSWER, TICK if on else None, cell_style(question, on))
        rule.add(cell.coordinate)
    pen.sheet.add_data_validation(rule)
