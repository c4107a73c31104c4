"""A repeat as a named Excel table with room to grow."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from rapporteur.build.draft import LABEL, NOTE, NUMBER, WIDTHS, Draft, Pen
from rapporteur.build.named_styles import cell_style, note_style
from rapporteur.build.validation import validation_for
from rapporteur.design.form import Question, Repeat
from rapporteur.language.text_width import longest_word, width

BLANK_ROWS = 15
"""Rows for new answers below those that are known."""

_NARROW, _WIDE = 12.0, 20.0
_ROW_HEIGHT = 18.0


def table_widths(draft: Draft, repeats: Sequence[Repeat]) -> dict[int, float]:
    """The widths of a sheet's columns: as wide as the widest of the tables that share them."""
    widths = dict(WIDTHS)
    for repeat in repeats:
        wanted = [_width(draft, question) for question in repeat.questions] + [_WIDE]
        for column, value in enumerate(wanted, start=LABEL):
            if column not in WIDTHS:
                widths[column] = max(widths.get(column, _NARROW), value)
    return widths


def _width(draft: Draft, question: Question) -> float:
    match question.type:
        case "text" | "select_multiple":
            wanted = _WIDE
        case "select_one":
            labels = draft.choice_labels(question).values()
            wanted = max(map(width, labels), default=0) + 4
        case _:
            wanted = _NARROW
    word = 1.1 * longest_word(draft.text(question.label)) + 3  # headers are bold
    return min(_WIDE, max(_NARROW, wanted, word))


def add_table(pen: Pen, repeat: Repeat, number: str) -> None:
    """Add the heading, the hidden row of field names, the header and the rows of `repeat`."""
    draft = pen.draft
    pen.start("#text")
    pen.start("#text")
    pen.put(NUMBER, number, "rp_heading")
    pen.wide(LABEL, NOTE, draft.text(repeat.label), "rp_heading")
    pen.grow(24)
    for text in (draft.text(repeat.hint), *_several(draft, repeat)):
        if text:
            pen.start("#text")
            pen.wide(LABEL, NOTE, text, "rp_lead")
    note = LABEL + len(repeat.questions)
    pen.start(f"#repeat:{repeat.name}", hidden=True)
    for column, question in enumerate(repeat.questions, start=LABEL):
        pen.sheet.cell(pen.row, column, question.name)
    pen.sheet.cell(pen.row, note, "note")
    headers = _headers(draft, repeat)
    first = pen.start("#header")
    for column, header in enumerate(headers, start=LABEL):
        pen.put(column, header, "rp_header", fit=_columns_width(pen, column) * 0.9)
    known = draft.answers.rows(repeat.questions)
    for row in range(1, known + BLANK_ROWS + 1):
        _row(pen, repeat, row, known=row <= known)
    _validate(pen, repeat, first + 1)
    _name(pen, repeat.name, headers, f"{get_column_letter(LABEL)}{first}", note)


def _headers(draft: Draft, repeat: Repeat) -> list[str]:
    """The labels of the columns, on one line and unique, as a table's header must be."""
    headers: list[str] = []
    labels = [
        draft.text(question.label) + (" *" if question.required else "")
        for question in repeat.questions
    ]
    for label in (*labels, draft.say("note")):
        header, again = " ".join(label.split()), 1
        while header.casefold() in {one.casefold() for one in headers}:
            again += 1
            header = f"{' '.join(label.split())} ({again})"
        headers.append(header)
    return headers


def _several(draft: Draft, repeat: Repeat) -> list[str]:
    """What may stand in a column that takes several choices: a cell has but one drop-down."""
    return [
        draft.say(
            "several",
            column=draft.text(question.label),
            choices="; ".join(draft.choice_labels(question).values()),
        )
        for question in repeat.questions
        if question.type == "select_multiple"
    ]


def _row(pen: Pen, repeat: Repeat, row: int, *, known: bool) -> None:
    draft, answers = pen.draft, pen.draft.answers
    pen.start("#row")
    pen.grow(_ROW_HEIGHT)
    column = LABEL
    for column, question in enumerate(repeat.questions, start=LABEL):
        entry = answers.get(question, row) if known else None
        value = draft.cell(question, entry.value) if entry else None
        style = cell_style(question, entry is not None)
        pen.put(column, value, style, fit=_columns_width(pen, column))
    note = answers.note(repeat.questions, row) if known else ""
    column = LABEL + len(repeat.questions)
    pen.put(column, note or None, note_style(bool(note)), fit=_columns_width(pen, column))


def _columns_width(pen: Pen, column: int) -> float:
    return pen.sheet.column_dimensions[get_column_letter(column)].width


def _validate(pen: Pen, repeat: Repeat, first: int) -> None:
    for column, question in enumerate(repeat.questions, start=LABEL):
        letter = get_column_letter(column)
        rule: DataValidation | None = validation_for(pen.draft, question, f"{letter}{first}")
        if rule:
            rule.add(f"{letter}{first}:{letter}{pen.row}")
            pen.sheet.add_data_validation(rule)


def _name(pen: Pen, name: str, headers: Sequence[str], start: str, last: int) -> None:
    table = Table(displayName=name, ref=f"{start}:{get_column_letter(last)}{pen.row}")
    # Given here, because openpyxl would add filter buttons, which a form has no use for.
    table.tableColumns = [
        TableColumn(id=position, name=header) for position, header in enumerate(headers, start=1)
    ]
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight15", showRowStripes=False)
    pen.sheet.add_table(table)
