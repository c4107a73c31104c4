"""Find the answers in a returned workbook by the names of their questions, not by position.

Every row that the questionnaire's builder writes has a marker in its first, hidden column. A row
without a marker below a repeat's header was added by the respondent and belongs to the repeat.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from rapporteur.collect.reading.lost_markers import lost_markers
from rapporteur.collect.reading.spreadsheet import Cell, Sheet
from rapporteur.collect.reading.values import (
    EMPTY,
    NORMAL,
    Normalizer,
    Value,
    fold,
    is_tick,
    raw_text,
)
from rapporteur.design.findings import Finding
from rapporteur.design.form import Form, Question
from rapporteur.language.texts import unmarked

IDENTITY = "rapporteur:questionnaire"
"""Cell A1 of the hidden sheet that identifies the questionnaire."""

QUESTIONS, REPEAT, HEADER = "#questions", "#repeat:", "#header"
"""The markers of the row before questions, of that before a repeat, and of a repeat's header."""

_BLANK = frozenset({"", None})
# If more than one in so many labels is changed, the respondent has translated the workbook.
_TRANSLATED = 3


class Answer(NamedTuple):
    """A cell for an answer, filled or blank. `row` counts a repeat's rows from 1."""

    question: str
    repeat: str | None
    row: int | None
    sheet: str
    cell: str
    raw: str
    value: Value
    note: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The content of a workbook: identity, names of sections, answers and findings.

    `identity` is empty if the workbook is not a questionnaire of this program.
    """

    identity: Mapping[str, str]
    sections: Sequence[str] = ()
    answers: Sequence[Answer] = ()
    findings: Sequence[Finding] = ()


@dataclass(slots=True)
class _Choices:
    """A `select_multiple` while the rows of its choices are being read.

    `own` is the answer in the question's own cell, `allowed` the codes of its choices.
    """

    question: Question
    own: Answer
    allowed: set[str]
    codes: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def add(self, code: str, cell: Cell, reference: str) -> str | None:
        """Add the cell beside a choice; returns the code of a finding if it is unusable."""
        ticked = is_tick(cell)
        if ticked is None:
            return "unknown_choice"
        if ticked and code not in self.allowed:
            return "question_unknown"
        if ticked:
            self.codes.append(code)
            self.cells.append(reference)
            self.marks.append(raw_text(cell))
        return None

    def answers(self) -> list[Answer]:
        """The answer of the ticked choices, if any, and that of the question's own cell."""
        if not self.codes:
            return [self.own]
        ticked = Answer(
            question=self.question.name,
            repeat=None,
            row=None,
            sheet=self.own.sheet,
            cell=" ".join(self.cells),
            raw=" ".join(self.marks),
            value=Value(code=" ".join(self.codes), obs_status=NORMAL),
            note=self.own.note,
        )
        return [ticked, self.own]


def _fault_findings(answers: Sequence[Answer], file: str) -> Iterator[Finding]:
    """A finding for each answer with a fault; its parameter `read` is the value understood."""
    for answer in answers:
        if answer.value.fault:
            yield Finding(
                answer.value.fault,
                file,
                sheet=answer.sheet,
                cell=answer.cell,
                question=answer.question,
                repeat=answer.repeat,
                row=answer.row,
                params={"value": answer.raw[:100], "read": _value_text(answer.value)},
            )


def _value_text(value: Value) -> str:
    if value.number is not None:
        return f"{value.number:.15g}" if abs(value.number) >= 1e15 else raw_text(value.number)
    return raw_text(value.day)


@dataclass(slots=True)
class _LabelCheck:
    """Counts the labels of a workbook, and finds answers that were written into them."""

    form: Form
    file: str
    total: int = 0
    changed: int = 0
    overwritten: list[Finding] = field(default_factory=list)

    def check(
        self, sheet: Sheet, index: int, cell: Cell, roles: Mapping[str, int], answer: Answer
    ) -> None:
        """Check the label in `cell`, in the row `index`, whose answer is `answer`."""
        text = raw_text(cell)
        if not text:
            return
        self.total += 1
        if not _text_beside_label(self.form, answer.question, text):
            return
        self.changed += 1
        if not answer.raw:
            self.overwritten.append(
                Finding(
                    "answer_in_label",
                    self.file,
                    sheet=sheet.name,
                    cell=f"{get_column_letter(roles['label'] + 1)}{index + 1}",
                    question=answer.question,
                    params={"value": text[:100]},
                )
            )

    def findings(self) -> Sequence[Finding]:
        """Findings on overwritten labels; none if the workbook was translated."""
        return self.overwritten if self.changed * _TRANSLATED <= self.total else []


@lru_cache(10_000)  # most labels are unchanged
def _text_beside_label(form: Form, name: str, text: str) -> str:
    """The text of a label's cell without the question's labels and hints in any language."""
    question = form.questions[name]
    rest = fold(unmarked(text))
    for texts in (form.former.get(name, ()), question.label.values(), question.hint.values()):
        for part in sorted(map(fold, texts), key=len, reverse=True):
            rest = rest.replace(part, " ") if part else rest
    return " ".join(rest.split()).strip(" *:")


@dataclass(slots=True)
class _Repeat:
    """A repeat while its rows are being read: the question of each column, the note's column."""

    name: str
    columns: dict[int, Question]
    note: int | None
    next_row: int = 0  # 0 until the header has passed


@dataclass(slots=True)
class _Reader:
    form: Form
    file: str
    normalizer: Normalizer
    sections: dict[str, None] = field(default_factory=dict)  # a set that keeps the order
    answers: dict[tuple[str, int | None], Answer] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    labels: _LabelCheck = field(init=False)

    def __post_init__(self) -> None:
        self.labels = _LabelCheck(self.form, self.file)

    def read(self, sheet: Sheet) -> None:
        """Add the answers of a sheet."""
        roles: dict[str, int] = {}
        repeat: _Repeat | None = None
        choices: _Choices | None = None
        for index, cells in enumerate(sheet.rows):
            marker = raw_text(cells[0]) if cells else ""
            name, _, choice = marker.partition("/")
            if choices and marker and (not choice or name != choices.question.name):
                self._close(choices)
                choices = None
            if marker == QUESTIONS:
                roles = {raw_text(cell): i for i, cell in enumerate(cells[1:], 1)}
                repeat = None
            elif marker.startswith(REPEAT):
                repeat = self._repeat(sheet, index, marker.removeprefix(REPEAT), cells)
            elif marker == HEADER:
                if repeat:
                    repeat.next_row = 1
            elif repeat and repeat.next_row and marker in ("", "#row"):
                self._row(sheet, index, cells, repeat)
            elif marker and not marker.startswith("#"):
                repeat = None
                if name not in self.form.questions:
                    self._find("question_unknown", sheet, f"A{index + 1}", name=name)
                elif choice and choices and "answer" in roles:
                    tick = _at(cells, roles["answer"])
                    if fault := choices.add(choice, tick, _ref(index, roles)):
                        params = {"value": raw_text(tick), "name": marker}
                        self._find(fault, sheet, _ref(index, roles), name, **params)
                elif not choice and "answer" in roles:
                    question = self.form.questions[name]
                    self.sections[question.section] = None
                    answer = self._single(sheet, index, cells, roles, question)
                    self.labels.check(sheet, index, _at(cells, roles.get("label")), roles, answer)
                    if question.type == "select_multiple":
                        allowed = {choice.code for choice in self.form.choices_of(question)}
                        choices = _Choices(question, answer, allowed)
                    else:
                        self._keep(answer)
        if choices:
            self._close(choices)

    def _repeat(self, sheet: Sheet, index: int, name: str, cells: Sequence[Cell]) -> _Repeat | None:
        if name not in self.form.repeats:
            self._find("question_unknown", sheet, f"A{index + 1}", name=name)
            return None
        self.sections[self.form.repeats[name].section] = None
        questions = {question.name: question for question in self.form.repeats[name].questions}
        fields = {i: raw_text(cell) for i, cell in enumerate(cells) if i}
        return _Repeat(
            name,
            {i: questions[field] for i, field in fields.items() if field in questions},
            next((i for i, field in fields.items() if field == "note"), None),
        )

    def _row(self, sheet: Sheet, index: int, cells: Sequence[Cell], repeat: _Repeat) -> None:
        number = repeat.next_row
        repeat.next_row += 1
        if _BLANK.issuperset(cells[1:]):
            return
        note = raw_text(_at(cells, repeat.note))
        texts = [raw_text(_at(cells, column)) for column in repeat.columns]
        if not note and not any(texts):
            return
        for (column, question), raw in zip(repeat.columns.items(), texts, strict=True):
            self._keep(
                Answer(
                    question=question.name,
                    repeat=repeat.name,
                    row=number,
                    sheet=sheet.name,
                    cell=f"{get_column_letter(column + 1)}{index + 1}",
                    raw=raw,
                    value=self.normalizer.value(question, cells[column]) if raw else EMPTY,
                    note=note,
                )
            )

    def _single(
        self,
        sheet: Sheet,
        index: int,
        cells: Sequence[Cell],
        roles: Mapping[str, int],
        question: Question,
    ) -> Answer:
        cell = _at(cells, roles["answer"])
        return Answer(
            question=question.name,
            repeat=None,
            row=None,
            sheet=sheet.name,
            cell=_ref(index, roles),
            raw=raw_text(cell),
            value=self.normalizer.value(question, cell),
            note=raw_text(_at(cells, roles.get("note"))),
        )

    def _close(self, choices: _Choices) -> None:
        for answer in choices.answers():
            self._keep(answer)

    def _keep(self, answer: Answer) -> None:
        """Add an answer; if a question has two, the first that is not blank counts."""
        key = (answer.question, answer.row)
        before = self.answers.get(key)
        if before is None or not before.raw:
            self.answers[key] = answer
        elif answer.raw and (answer.raw, answer.value.code) != (before.raw, before.value.code):
            self.findings.append(
                Finding(
                    "answered_twice",
                    self.file,
                    sheet=answer.sheet,
                    cell=answer.cell,
                    question=answer.question,
                    repeat=answer.repeat,
                    row=answer.row,
                    params={"first": f"{before.sheet}!{before.cell}"},
                )
            )

    def _find(
        self, code: str, sheet: Sheet, cell: str, question: str | None = None, **params: str
    ) -> None:
        self.findings.append(
            Finding(code, self.file, sheet=sheet.name, cell=cell, question=question, params=params)
        )


def read_answers(sheets: Sequence[Sheet], form: Form, file: str) -> Reading:
    """Read the answers of a workbook. `file` is the file name for its findings."""
    keys = identity(sheets)
    if not keys:
        lost = any(map(_holds_answers, sheets))
        return Reading({}, findings=[Finding("identification_missing", file)] if lost else [])
    language = keys.get("language", "")
    usable = language if language in form.languages else form.languages[0]
    from_1904 = any(sheet.from_1904 for sheet in sheets)
    reader = _Reader(form, file, Normalizer(form, usable, from_1904=from_1904))
    for sheet in sheets:
        if _holds_answers(sheet):
            reader.read(sheet)
        else:
            reader.findings += lost_markers(sheet, form, file)
    answers = list(reader.answers.values())
    findings = [*reader.findings, *reader.labels.findings(), *_fault_findings(answers, file)]
    return Reading(keys, list(reader.sections), answers, findings)


def _holds_answers(sheet: Sheet) -> bool:
    """Whether a sheet is one of the questionnaire; respondents may add others."""
    markers = (raw_text(cells[0]) for cells in sheet.rows if cells)
    return any(marker == QUESTIONS or marker.startswith(REPEAT) for marker in markers)


def identity(sheets: Sequence[Sheet]) -> Mapping[str, str]:
    """The keys and values of the hidden sheet, which is recognized by its first cell."""
    for sheet in sheets:
        if sheet.rows and sheet.rows[0] and raw_text(sheet.rows[0][0]) == IDENTITY:
            return {
                fold(raw_text(cells[0])): raw_text(_at(cells, 1))
                for cells in sheet.rows[1:]
                if cells and raw_text(cells[0])
            }
    return {}


def _at(cells: Sequence[Cell], index: int | None) -> Cell:
    return cells[index] if index is not None and index < len(cells) else None


def _ref(index: int, roles: Mapping[str, int]) -> str:
    return f"{get_column_letter(roles['answer'] + 1)}{index + 1}"
