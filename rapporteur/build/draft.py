"""The workbook being built for a respondent, and a writer of its sheets, row by row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.build.prefill import Answers
from rapporteur.design.cascades import parents
from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Form, Question
from rapporteur.design.form_names import MISSING_CODES
from rapporteur.design.roster import Respondent
from rapporteur.language.messages import message
from rapporteur.language.text_width import MAX_HEIGHT
from rapporteur.language.texts import Text, shown_in
from rapporteur.language.typeface import SIZE, Typeface

MARKER, NUMBER, LABEL, ANSWER, NOTE = 1, 2, 3, 4, 5
"""The columns of a section's sheet. Tables start in the column LABEL."""

_PADDING = 6.0  # points above and below a text, in total

WIDTHS = {NUMBER: 6.0, LABEL: 44.0, ANSWER: 44.0, NOTE: 26.0}


Value = str | int | float | date
"""What a cell holds."""


def cell_value(question: Question, value: str, labels: Mapping[str, str]) -> Value:
    """The value of a cell for the answer `value`: a label, a date, a number or a text."""
    if value in MISSING_CODES and value not in labels:
        return value
    match question.type:
        case "integer":
            return int(value)
        case "decimal":
            return float(value)
        case "date":
            return date.fromisoformat(value)
        case "select_one":
            return labels.get(value, value)
        case "select_multiple":
            return "; ".join(labels[code] for code in value.split())
    return value


@dataclass(frozen=True)
class Draft:
    """The workbook of a respondent in a language, while it is being built."""

    cycle: Cycle
    respondent: Respondent
    language: str
    workbook: Workbook
    face: Typeface
    answers: Answers
    asked: frozenset[str]  # the questions in the workbook

    @property
    def form(self) -> Form:
        """The cycle's questionnaire."""
        return self.cycle.form

    def message(self, key: str, **params: str | int) -> str:
        """The message `questionnaire-<key>` in the workbook's language."""
        return message(self.language, f"questionnaire-{key}", **params)

    def text(self, text: Text) -> str:
        """`text` in the workbook's language, or in another language with its mark."""
        return shown_in(text, self.language).strip()

    def cell(self, question: Question, value: str) -> Value:
        """The value of a cell for the answer `value` to `question`."""
        return cell_value(question, value, self.choice_labels(question))

    def choice_labels(self, question: Question) -> Mapping[str, str]:
        """The labels of a select question's choices by code."""
        return {c.code: self.text(c.label) for c in self.form.choices_of(question)}

    @cached_property
    def filtered(self) -> list[Question]:
        """The questions of the workbook whose choices depend on other answers."""
        asked = (self.form.questions[name] for name in self.form.questions if name in self.asked)
        return [question for question in asked if question.choice_filter]

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The questions on whose answers the choices of others depend."""
        return frozenset(
            parent.name for one in self.filtered for _, parent in parents(self.form, one)
        )

    def table(self, repeat: str) -> list[Question]:
        """The columns of a table of the workbook."""
        return [one for one in self.form.repeats[repeat].questions if one.name in self.asked]

    def in_one_cell(self, question: Question) -> bool:
        """Whether several choices are written into one cell, as in tables and where they rank."""
        return question.type == "select_multiple" and bool(question.repeat or question.is_ranked)

    def listed(self, question: Question) -> str:
        """The sentence that lists the choices of a question with one cell for several."""
        return self.message(
            "ranked" if question.is_ranked else "several",
            column=self.text(question.label),
            choices="; ".join(self.choice_labels(question).values()),
        )


class FittedRow(RowDimension):
    """A row whose height is an estimate: Excel fits it again when a cell of it is changed."""

    customHeight = False  # noqa: N815 (openpyxl's name)


class SheetWriter:
    """Writes a sheet from the top, row by row, each with its marker in column A."""

    def __init__(self, draft: Draft, title: str, marker: str) -> None:
        self.draft = draft
        self.sheet: Worksheet = draft.workbook.create_sheet(title)
        self.row = 0
        self._marker = marker
        self._heights: dict[int, float] = {}

    def start(self, marker: str, *, hidden: bool = False) -> int:
        """Begin the next row and return its number; the first row has the sheet's own marker."""
        self.row += 1
        self.sheet.cell(self.row, MARKER, self._marker if self.row == 1 else marker)
        if hidden:
            self.sheet.row_dimensions[self.row].hidden = True
        return self.row

    def put(
        self, column: int, value: Value | CellRichText | None, style: str, *, fit: float = 0
    ) -> Cell:
        """Write a cell of the current row, which grows to fit the text in the width `fit`."""
        cell = self.sheet.cell(self.row, column)
        assert isinstance(cell, Cell)  # merged cells are never written to
        cell.style = style
        if isinstance(value, str):
            cell.value = value
            if value.startswith(("=", "+", "-", "@")):  # must never become a formula
                cell.data_type = "s"
                cell.quotePrefix = True
        elif value is not None:
            cell.value = value
        if fit and value is not None:
            indent = 1.5 * (cell.alignment.indent or 0)
            size = cell.font.size or SIZE
            self.grow(self.draft.face.height(str(value), fit - indent, size) + _PADDING)
        return cell

    def wide(self, first: int, last: int, value: str, style: str) -> Cell:
        """Write a text that spans columns: headings and explanations, never an answer."""
        columns = range(first, last + 1)
        total = sum(self.sheet.column_dimensions[get_column_letter(c)].width for c in columns)
        cell = self.put(first, value, style, fit=total)
        self.sheet.merge_cells(  # after the styling, which it spreads over the range
            start_row=self.row, end_row=self.row, start_column=first, end_column=last
        )
        return cell

    def grow(self, height: float) -> None:
        """Make the current row at least `height` points high."""
        height = max(round(min(height, MAX_HEIGHT), 1), self._heights.get(self.row, 0.0))
        self._heights[self.row] = height
        self.sheet.row_dimensions[self.row] = FittedRow(self.sheet, self.row, ht=height)

    def link(self, cell: Cell, sheet: str) -> None:
        """Link a cell to the top of another sheet."""
        quoted = sheet.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!B1")

    def widths(self, widths: Mapping[int, float]) -> None:
        """Set the widths of columns, and hide the column of markers."""
        for column, width in widths.items():
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self.sheet.column_dimensions["A"].hidden = True
