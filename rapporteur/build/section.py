"""The sheet of a section: its questions one below the other, its repeats as tables."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from rapporteur.build.draft import ANSWER, LABEL, NOTE, NUMBER, WIDTHS, Draft, SheetWriter
from rapporteur.build.hidden_sheets import answer_name
from rapporteur.build.named_styles import cell_style, labelled, note_style
from rapporteur.build.page import set_up
from rapporteur.build.table import add_table, table_widths
from rapporteur.build.validation import TICK, tick_for, validation_for
from rapporteur.design.form import Passage, Question, Repeat, Section
from rapporteur.design.form_names import MISSING_CODES
from rapporteur.design.tailoring import PRESETS, presets
from rapporteur.language.typeface import HINT


def add_section(draft: Draft, section: Section, number: int, title: str, cover: str) -> None:
    """Add the sheet `title` for the section of that number, with a link to the sheet `cover`."""
    writer = SheetWriter(draft, title, f"#sheet:{section.name}")
    tables = [item for item in section.items if isinstance(item, Repeat)]
    widths = table_widths(draft, tables)
    writer.widths(widths)
    last = max(widths)
    _head(writer, section, number, last, cover)
    writer.sheet.freeze_panes = f"{'D' if last > NOTE else 'A'}{writer.row + 1}"
    if lead := draft.text(section.hint):
        writer.start("#text")
        writer.wide(LABEL, NOTE, lead, "rp_lead")
    position = 0
    columns = below = False  # whether the headings stand above, and an answer right above
    for item in section.items:
        if isinstance(item, Passage) and not item.label:
            columns = False  # below the heading of a group they would seem to belong to it
            continue
        if isinstance(item, Passage):
            style = "rp_heading" if item.is_heading else "rp_label"
            _passage(writer, draft.text(item.label), style, below=below or item.is_heading)
            if hint := draft.text(item.hint):
                _passage(writer, hint, "rp_lead", below=False)
            below = False
            continue
        position += 1
        if isinstance(item, Repeat):
            add_table(writer, item, f"{number}.{position}")
        else:
            if draft.in_one_cell(item):
                _passage(writer, draft.listed(item), "rp_lead", below=below)
            if not columns:
                _columns(writer)
            _question(writer, item, f"{number}.{position}")
        columns, below = isinstance(item, Question), True
    set_up(draft, writer.sheet, landscape=True, title_rows="1:2")


def _head(writer: SheetWriter, section: Section, number: int, last: int, cover: str) -> None:
    draft = writer.draft
    writer.start("")
    for column in range(NUMBER, last + 1):
        writer.put(column, None, "rp_band")
    writer.link(writer.put(LABEL, draft.message("back"), "rp_band"), cover)
    writer.put(ANSWER, draft.text(draft.respondent.name), "rp_band")
    writer.grow(20)
    writer.start("#title")
    writer.put(NUMBER, number, "rp_title")
    writer.wide(LABEL, NOTE, draft.text(section.label), "rp_title")
    writer.grow(30)


def _passage(writer: SheetWriter, text: str, style: str, *, below: bool) -> None:
    """Write a text over the width of the questions; `below` puts a blank row before it."""
    if below:
        writer.start("#text")
    writer.start("#text")
    writer.wide(LABEL, NOTE, text, style)
    if style == "rp_heading":
        writer.grow(24)


def _columns(writer: SheetWriter) -> None:
    """Write the hidden row with the roles of the columns, and their visible headings."""
    writer.start("#text")
    writer.start("#questions", hidden=True)
    for column, role in ((LABEL, "label"), (ANSWER, "answer"), (NOTE, "note")):
        writer.sheet.cell(writer.row, column, role)
    writer.start("#text")
    writer.put(NUMBER, None, "rp_columns")
    for column, key in ((LABEL, "question"), (ANSWER, "answer"), (NOTE, "note")):
        style = "rp_columns" if column == LABEL else "rp_columns_indented"
        writer.put(column, writer.draft.message(key), style)
    writer.grow(20)


def _question(writer: SheetWriter, question: Question, number: str) -> None:
    draft = writer.draft
    writer.start(question.name)
    writer.put(NUMBER, number, "rp_number")
    label, hint = draft.text(question.label), draft.text(question.hint)
    mark = " *" if question.required else ""
    writer.put(LABEL, labelled(draft.face, label, mark, hint), "rp_label")
    height = draft.face.height(label + mark, WIDTHS[LABEL])
    if hint:
        height += draft.face.height(hint, WIDTHS[LABEL], HINT)
    writer.grow(height + 10)
    if question.name in draft.deciding:
        name = answer_name(draft, question)
        column = get_column_letter(ANSWER)
        place = f"{quote_sheetname(writer.sheet.title)}!${column}${writer.row}"
        draft.workbook.defined_names[name] = DefinedName(name, attr_text=place)
    if question.name in PRESETS:
        code = presets(draft.respondent)[question.name]
        writer.put(ANSWER, draft.cell(question, code), "rp_locked", fit=WIDTHS[ANSWER])
        writer.put(NOTE, None, "rp_locked")
    else:
        _answer(writer, question)


def _answer(writer: SheetWriter, question: Question) -> None:
    draft = writer.draft
    entry = draft.answers.get(question)
    multiple = question.type == "select_multiple" and not draft.in_one_cell(question)
    labels = draft.choice_labels(question)
    missing = entry is not None and entry.value in MISSING_CODES and entry.value not in labels
    ticked = entry.value.split() if entry and multiple and not missing else []
    value = draft.cell(question, entry.value) if entry and not ticked else None
    style = cell_style(question, value is not None)
    answer = writer.put(ANSWER, value, style, fit=WIDTHS[ANSWER])
    note = entry.note if entry else ""
    writer.put(NOTE, note or None, note_style(bool(note)), fit=WIDTHS[NOTE])
    if rule := validation_for(draft, question, answer.coordinate):
        rule.add(answer.coordinate)
        writer.sheet.add_data_validation(rule)
    if multiple:
        _choices(writer, question, ticked)


def _choices(writer: SheetWriter, question: Question, ticked: Sequence[str]) -> None:
    """Write a row for each choice, with a cell to tick."""
    rule = tick_for(writer.draft)
    for code, label in writer.draft.choice_labels(question).items():
        writer.start(f"{question.name}/{code}")
        writer.put(NUMBER, None, "rp_number")
        writer.put(LABEL, label, "rp_choice", fit=WIDTHS[LABEL])
        is_ticked = code in ticked
        cell = writer.put(ANSWER, TICK if is_ticked else None, cell_style(question, is_ticked))
        rule.add(cell.coordinate)
    writer.sheet.add_data_validation(rule)
