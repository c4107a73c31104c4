"""The answers of a file that is no .xlsx, filled into a new copy of the respondent's questionnaire.

They are filled in as the respondent wrote them, so that reading the new workbook gives the same
answers as reading the received file.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.build import Prefill, build
from rapporteur.build.named_styles import cell_style, note_style
from rapporteur.build.table import row_for
from rapporteur.build.validation import TICK
from rapporteur.collect.reading.answers import HEADER, QUESTIONS, REPEAT, Answer
from rapporteur.collect.reading.values import is_tick
from rapporteur.correspond.returns.plan import ReturnedFinding
from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Question
from rapporteur.design.roster import Respondent
from rapporteur.kernel.workbook_file import save

_PLACEHOLDER = "m"
_Key = tuple[str, int | None, str]
"""A question or `question/choice`, its row in a repeat, and `answer` or `note`."""


def refilled(
    cycle: Cycle,
    respondent: Respondent,
    language: str,
    answers: Sequence[Answer],
    findings: Sequence[ReturnedFinding],
) -> tuple[bytes, list[ReturnedFinding]]:
    """The filled questionnaire as an .xlsx, not signed, and the findings at its cells."""
    rows = _rows(cycle, answers)
    workbook = build(cycle, respondent, language, rows, key="")
    places = dict(_places(workbook))
    for entry in rows:
        _clear(places[entry.question, entry.row, "answer"], cycle, entry)
    for answer in answers:
        question = cycle.form.questions.get(answer.question)
        if question is None:
            continue
        for key, raw in _cells(answer, question).items():
            if key in places and raw:
                style = note_style(False) if key[2] == "note" else cell_style(question, False)
                _put(places[key], raw, answer, style)
    stream = io.BytesIO()
    save(workbook, stream)
    return stream.getvalue(), [_moved(finding, places) for finding in findings]


def _rows(cycle: Cycle, answers: Sequence[Answer]) -> list[Prefill]:
    """Prefilled answers that make the builder write enough rows of each repeat.

    Each is a placeholder in the row that decides how many the builder writes; the answer that
    belongs there replaces it.
    """
    last: dict[str, int] = {}
    for answer in answers:
        if answer.repeat and answer.row:
            last[answer.repeat] = max(answer.row, last.get(answer.repeat, 0))
    repeats = cycle.form.repeats
    return [
        Prefill(repeats[name].questions[0].name, row, _PLACEHOLDER)
        for name, number in last.items()
        if name in repeats and (row := row_for(repeats[name], number))
    ]


def _places(workbook: Workbook) -> list[tuple[_Key, Cell]]:
    return [place for sheet in workbook.worksheets for place in _in_sheet(sheet)]


def _in_sheet(sheet: Worksheet) -> list[tuple[_Key, Cell]]:
    """The cells of a sheet for answers and notes, by question and row."""
    places: list[tuple[_Key, Cell]] = []
    columns: dict[int, str] = {}
    names: Sequence[str] = ()
    row = 0
    in_repeat = False
    for cells in sheet.iter_rows():
        marker = str(cells[0].value or "")
        if marker == QUESTIONS or marker.startswith(REPEAT):
            columns = {i: str(cell.value) for i, cell in enumerate(cells) if i and cell.value}
            in_repeat = marker != QUESTIONS
            names = [name for name in columns.values() if name != "note"]
            row = 0
        elif marker == "#row" and in_repeat:
            row += 1
            for i, name in columns.items():
                keys = [(name, row, "answer")] if name != "note" else [
                    (question, row, "note") for question in names
                ]  # fmt: skip
                places += [(key, _cell(cells[i])) for key in keys]
        elif marker and not marker.startswith("#") and marker != HEADER:
            for i, role in columns.items():
                if role in ("answer", "note"):
                    places.append(((marker, None, role), _cell(cells[i])))
    return places


def _cell(cell: object) -> Cell:
    assert isinstance(cell, Cell)  # no answer is in a merged cell
    return cell


def _cells(answer: Answer, question: Question) -> Mapping[_Key, str]:
    """The texts to write for an answer, by place."""
    cells = {(answer.question, answer.row, "note"): answer.note}
    marks = answer.raw.split()
    several = question.type == "select_multiple" and answer.row is None
    if several and answer.value.code and marks and all(map(is_tick, marks)):
        for code in answer.value.code.split():
            cells[f"{answer.question}/{code}", None, "answer"] = TICK
    else:
        cells[answer.question, answer.row, "answer"] = answer.raw
    return cells


def _put(cell: Cell, raw: str, answer: Answer, style: str) -> None:
    """Write a text as the respondent wrote it, as a number or a date where it is one."""
    cell.style = style
    value = answer.value
    if raw is answer.raw and value.number is not None and _is(raw, value.number):
        cell.value = value.number
    elif raw is answer.raw and value.day is not None and raw == value.day.isoformat():
        cell.value = date.fromisoformat(raw)
    else:
        cell.value = raw
        cell.data_type = "s"  # never a formula
        cell.quotePrefix = raw.startswith(("=", "+", "-", "@"))


def _clear(cell: Cell, cycle: Cycle, entry: Prefill) -> None:
    """Clear a cell that holds a placeholder."""
    cell.value = None
    cell.style = cell_style(cycle.form.questions[entry.question], False)


def _is(raw: str, number: float) -> bool:
    try:
        return float(raw) == number
    except ValueError:
        return False


def _moved(finding: ReturnedFinding, places: Mapping[_Key, Cell]) -> ReturnedFinding:
    """A finding with its cells in the new workbook; with none if its question has none there."""
    found = (places.get((finding.question, row, "answer")) for row in finding.rows or (None,))
    cells = [cell for cell in found if cell is not None]
    if not cells:
        return replace(finding, sheet="", cells=())
    return replace(
        finding, sheet=cells[0].parent.title, cells=tuple(cell.coordinate for cell in cells)
    )
