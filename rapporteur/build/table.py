"""A repeat as a named Excel table with blank rows for more answers."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from rapporteur.build.draft import LABEL, NOTE, NUMBER, WIDTHS, Draft, SheetWriter
from rapporteur.build.named_styles import cell_style, note_style
from rapporteur.build.validation import validation_for
from rapporteur.design.form import Question, Repeat
from rapporteur.language.text_width import longest_word, width

BLANK_ROWS = 15
"""The number of blank rows below the prefilled ones."""

_NARROW, _WIDE = 12.0, 20.0
_ROW_HEIGHT = 18.0


def table_widths(draft: Draft, repeats: Sequence[Repeat]) -> dict[int, float]:
    """The width of each column of a sheet: the largest that a table on the sheet needs."""
    widths = dict(WIDTHS)
    for repeat in repeats:
        needed = [_width(draft, question) for question in repeat.questions] + [_WIDE]
        for column, value in enumerate(needed, start=LABEL):
            if column not in WIDTHS:
                widths[column] = max(widths.get(column, _NARROW), value)
    return widths


def _width(draft: Draft, question: Question) -> float:
    match question.type:
        case "text" | "select_multiple":
            content = _WIDE
        case "select_one":
            labels = draft.choice_labels(question).values()
            content = max(map(width, labels), default=0) + 4
        case _:
            content = _NARROW
    word = 1.1 * longest_word(draft.text(question.label)) + 3  # headers are bold
    return min(_WIDE, max(_NARROW, content, word))


def add_table(writer: SheetWriter, repeat: Repeat, number: str) -> None:
    """Add the heading, the hidden row of question names, the header and the rows of `repeat`."""
    draft = writer.draft
    writer.start("#text")
    writer.start("#text")
    writer.put(NUMBER, number, "rp_heading")
    writer.wide(LABEL, NOTE, draft.text(repeat.label), "rp_heading")
    writer.grow(24)
    for text in (draft.text(repeat.hint), *_passages(draft, repeat), *_choice_lists(draft, repeat)):
        if text:
            writer.start("#text")
            writer.wide(LABEL, NOTE, text, "rp_lead")
    note = LABEL + len(repeat.questions)
    writer.start(f"#repeat:{repeat.name}", hidden=True)
    for column, question in enumerate(repeat.questions, start=LABEL):
        writer.sheet.cell(writer.row, column, question.name)
    writer.sheet.cell(writer.row, note, "note")
    headers = _headers(draft, repeat)
    first = writer.start("#header")
    for column, header in enumerate(headers, start=LABEL):
        writer.put(column, header, "rp_header", fit=_columns_width(writer, column) * 0.9)
    prefilled = draft.answers.rows(repeat.questions)
    for row in range(1, rows_of(repeat, prefilled) + 1):
        _row(writer, repeat, row, prefilled=row <= prefilled)
    _validate(writer, repeat, first + 1)
    _name(writer, repeat.name, headers, f"{get_column_letter(LABEL)}{first}", note)


def rows_of(repeat: Repeat, prefilled: int) -> int:
    """The number of rows of a table of which so many are `prefilled`."""
    return max(repeat.rows, prefilled) if repeat.rows else prefilled + BLANK_ROWS


def row_for(repeat: Repeat, row: int) -> int:
    """The row in which an answer makes a table have `row` rows; 0 if it has them without one."""
    if row <= (repeat.rows or BLANK_ROWS):
        return 0
    return row if repeat.rows else row - BLANK_ROWS


def _passages(draft: Draft, repeat: Repeat) -> list[str]:
    """The texts above a table, each with its hint."""
    return [
        text
        for passage in repeat.passages
        for text in (draft.form.in_table(passage, draft.language), draft.text(passage.hint))
    ]


def _headers(draft: Draft, repeat: Repeat) -> list[str]:
    """The labels of the columns, each on one line and unique, as Excel's tables require."""
    headers: list[str] = []
    labels = [
        draft.text(question.label) + (" *" if question.required else "")
        for question in repeat.questions
    ]
    for label in (*labels, draft.message("note")):
        header, number = " ".join(label.split()), 1
        while header.casefold() in {earlier.casefold() for earlier in headers}:
            number += 1
            header = f"{' '.join(label.split())} ({number})"
        headers.append(header)
    return headers


def _choice_lists(draft: Draft, repeat: Repeat) -> list[str]:
    """For each column of a `select_multiple`, a sentence that lists its choices.

    A drop-down enters one choice only, so such a column has none.
    """
    return [draft.listed(question) for question in repeat.questions if draft.in_one_cell(question)]


def _row(writer: SheetWriter, repeat: Repeat, row: int, *, prefilled: bool) -> None:
    draft, answers = writer.draft, writer.draft.answers
    writer.start("#row")
    writer.grow(_ROW_HEIGHT)
    if draft.form.has_nested(repeat.name):
        writer.put(NUMBER, row, "rp_number")
    column = LABEL
    for column, question in enumerate(repeat.questions, start=LABEL):
        entry = answers.get(question, row) if prefilled else None
        value = draft.cell(question, entry.value) if entry else None
        style = cell_style(question, entry is not None)
        writer.put(column, value, style, fit=_columns_width(writer, column))
    note = answers.note(repeat.questions, row) if prefilled else ""
    column = LABEL + len(repeat.questions)
    writer.put(column, note or None, note_style(bool(note)), fit=_columns_width(writer, column))


def _columns_width(writer: SheetWriter, column: int) -> float:
    return writer.sheet.column_dimensions[get_column_letter(column)].width


def _validate(writer: SheetWriter, repeat: Repeat, first: int) -> None:
    for column, question in enumerate(repeat.questions, start=LABEL):
        letter = get_column_letter(column)
        rule: DataValidation | None = validation_for(writer.draft, question, f"{letter}{first}")
        if rule:
            rule.add(f"{letter}{first}:{letter}{writer.row}")
            writer.sheet.add_data_validation(rule)


def _name(writer: SheetWriter, name: str, headers: Sequence[str], start: str, last: int) -> None:
    table = Table(displayName=name, ref=f"{start}:{get_column_letter(last)}{writer.row}")
    # Set here, because openpyxl would add filter buttons, which a questionnaire does not need.
    table.tableColumns = [
        TableColumn(id=position, name=header) for position, header in enumerate(headers, start=1)
    ]
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight15", showRowStripes=False)
    writer.sheet.add_table(table)
