"""Read a sheet of the questionnaire row by row, and account for each of its filled cells.

Every row that the questionnaire's builder writes has a marker in its first, hidden column. Where
labels contradict the markers, what is seen counts, if it is certain.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapporteur.collect.reading import vocabulary
from rapporteur.collect.reading.answers import QUESTIONS, REPEAT, ROW, Answer
from rapporteur.collect.reading.labels import (
    LabelCheck,
    choice_of_label,
    label_in,
)
from rapporteur.collect.reading.ledger import Kind, SheetLedger, is_filled, reference
from rapporteur.collect.reading.moved_labels import questions_seen, roles_at
from rapporteur.collect.reading.recorder import Recorder, choice_params
from rapporteur.collect.reading.spreadsheet import Cell, Sheet, at
from rapporteur.collect.reading.tables import TableReader
from rapporteur.collect.reading.texts import marker_of, raw_text, shortened
from rapporteur.collect.reading.values import NORMAL, Value, is_tick
from rapporteur.design.form import Question

_NUMBER = re.compile(r"\d+(?:\.\d+)*\.?")  # of a section, question or table
_SHEET, _TITLE, _TEXT = "#sheet:", "#title", "#text"


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
    notes: list[str] = field(default_factory=list)

    def add(self, code: str, cell: Cell, place: str) -> str | None:
        """Add the cell beside a choice; returns the code of a finding if it is unusable."""
        ticked = is_tick(cell)
        if ticked is None:
            return "unknown_choice"
        if ticked and code not in self.allowed:
            return "question_unknown"
        if ticked:
            self.codes.append(code)
            self.cells.append(place)
            self.marks.append(raw_text(cell))
        return None

    def answers(self) -> list[Answer]:
        """The answer of the ticked choices, if any, and that of the question's own cell."""
        note = "\n".join(part for part in (self.own.note, *self.notes) if part)
        own = self.own._replace(note=note)
        if not self.codes:
            return [own]
        ticked = Answer(
            question=self.question.name,
            repeat=None,
            row=None,
            sheet=own.sheet,
            cell=" ".join(self.cells),
            raw=" ".join(self.marks),
            value=Value(code=" ".join(self.codes), obs_status=NORMAL),
            note=note,
        )
        return [ticked, own]


@dataclass(slots=True)
class SheetReader:
    """Reads a sheet with questions or repeats. `band` are the texts of its first row."""

    recorder: Recorder
    sheet: Sheet
    labels: LabelCheck
    ledger: SheetLedger = field(default_factory=SheetLedger)
    markers: Sequence[str] = ()
    band: Sequence[str] = ()
    _roles: dict[str, int] = field(default_factory=dict)
    _seen: Mapping[int, str | None] = field(default_factory=dict)
    _choices: _Choices | None = None
    _last: Answer | None = None  # of a text, which the next row may continue
    _label: int = 2

    def read(self) -> None:
        """Add the answers of the sheet."""
        rows = self.sheet.rows
        self.markers = [marker_of(cells[0]) if cells else "" for cells in rows]
        self._label = self._label_column()
        self._seen = questions_seen(self.recorder.form, self.sheet, self.markers, self.ledger)
        self._report_moved(self._seen)
        tables = TableReader(self.recorder, self.sheet, self.ledger, self.markers)
        index = 0
        before = ""
        while index < len(rows):
            marker = self.markers[index]
            if self._choices and marker and not self._continues_choices(index, marker):
                self._close()
            if marker.startswith(REPEAT) and index not in self._seen:
                name = marker.removeprefix(REPEAT)
                self._last = None
                if name in self.recorder.form.repeats:
                    repeat = self.recorder.form.repeats[name]
                    self.recorder.sections.setdefault(repeat.section)
                    index = tables.read(index, repeat)
                else:
                    self._find("question_unknown", index, 0, name=name)
                    self._enter(index, {})
                    index += 1
                before = ROW
                continue
            self._row(index, marker, before)
            before = marker or before
            index += 1
        self._close()

    def _label_column(self) -> int:
        """The column of labels, in which repeats begin too."""
        for index, marker in enumerate(self.markers):
            if marker == QUESTIONS or marker.startswith(REPEAT):
                cells = enumerate(self.sheet.rows[index][1:], 1)
                return next((column for column, cell in cells if is_filled(cell)), 2)
        return 2

    def _continues_choices(self, index: int, marker: str) -> bool:
        name, _, choice = marker.partition("/")
        assert self._choices
        return bool(choice) and name == self._choices.question.name and index not in self._seen

    def _row(self, index: int, marker: str, before: str) -> None:
        cells = self.sheet.rows[index]
        if index in self._seen:
            self._question(index, self._seen[index])
        elif not marker:
            self._unmarked(index, cells)
        elif marker == QUESTIONS:
            self._roles = dict(roles_at(self.sheet, self.markers, index)[0])
            self._last = None
            self._enter(index, dict.fromkeys(self._roles.values(), "builder"))
        elif marker.startswith("#"):
            self._last = None
            self._text(index, marker, before, cells)
        else:
            name, _, choice = marker.partition("/")
            if name not in self.recorder.form.questions:
                self._find("question_unknown", index, 0, name=name)
                self._enter(index, {self._label: "builder", **self._numbers(cells)})
            elif choice:
                self._choice(index, name, choice)
            else:
                self._question(index, name)

    def _text(self, index: int, marker: str, before: str, cells: Sequence[Cell]) -> None:
        """A row of the builder's text. Below questions and tables the first of them is blank."""
        if len(cells) < 2:
            self.ledger.add("builder")
            return
        kinds: dict[int, Kind] = {}
        blank = marker == _TEXT and (before == ROW or not before.startswith("#")) and before
        if marker.startswith(_SHEET) and index == 0:
            answer = self._answer_column()
            kinds = {self._label: "builder", answer: "builder"}
            self.band = [raw_text(at(cells, answer))]
        elif marker == _TEXT and before == QUESTIONS:
            kinds = dict.fromkeys(self._roles.values(), "builder")
        elif not blank and marker in (_TEXT, _TITLE):
            kinds = {self._label: "builder"}
        if not blank:
            kinds |= self._numbers(cells)
        self.ledger.enter_common(index, cells, {**kinds, 0: "builder"})
        if self._label in kinds and index and (index, self._label) not in self.ledger.claims:
            text = raw_text(at(cells, self._label))
            self.labels.check_text(text, self.sheet.name, reference(index, self._label))

    def _answer_column(self) -> int:
        for index, marker in enumerate(self.markers):
            if marker == QUESTIONS:
                for column, cell in enumerate(self.sheet.rows[index]):
                    if raw_text(cell) == "answer":
                        return column
        return self._label + 1

    def _numbers(self, cells: Sequence[Cell]) -> dict[int, Kind]:
        """The numbers that the builder writes before labels."""
        kinds: dict[int, Kind] = {}
        for column in range(1, min(self._label, len(cells))):
            if cells[column] and _is_number(cells[column]):
                kinds[column] = "builder"
        return kinds

    def _unmarked(self, index: int, cells: Sequence[Cell]) -> None:
        """A row that the respondent inserted: it may go on with the answer above it."""
        filled = {column for column, cell in enumerate(cells) if is_filled(cell)}
        if not filled:
            self._last = None
            return
        answer, note = self._roles.get("answer", -1), self._roles.get("note", -1)
        text = raw_text(at(cells, answer))
        before = self._last
        more = raw_text(at(cells, note))
        if (
            before is None
            or not filled <= {answer, note}
            or (text and not before.raw)
            or (more and not text and not before.note)
            or vocabulary.is_signature(text)
            or vocabulary.is_remark(text)
        ):
            self._last = None
            self._enter(index, {})
            return
        key = (before.question, None)
        kept = self.recorder.answers.get(key)
        if kept is not before:
            self._enter(index, {})
            return
        if text:
            raw = f"{before.raw}\n{text}"
            question = self.recorder.form.questions[before.question]
            cell = f"{before.cell} {reference(index, answer)}"
            value = self.recorder.normalizer.value(question, raw)
            before = before._replace(raw=raw, value=value, cell=cell)
            self._find("answer_continued", index, answer, before.question, value=shortened(text))
        if more:
            before = before._replace(note="\n".join(filter(None, (before.note, more))))
        self.recorder.answers[key] = self._last = before
        self._enter(index, {answer: "answer", note: "note"})

    def _question(self, index: int, name: str | None) -> None:
        """A row with a label and an answer; `name` is None where it is not certain whose."""
        cells = self.sheet.rows[index]
        kinds: dict[int, Kind] = {self._label: "builder", **self._numbers(cells)}
        label = self._roles.get("label", self._label)
        kinds[label] = "builder"
        self._last = None
        if "answer" not in self._roles:
            self._enter(index, kinds)
            return
        column, note_column = self._roles["answer"], self._roles.get("note", -1)
        content = None if (index, column) in self.ledger.claims else at(cells, column)
        if name is None:
            if is_filled(content):
                self._contradiction(index, content)
                kinds[column] = "said"
            self._enter(index, kinds)
            return
        question = self.recorder.form.questions[name]
        self.recorder.sections.setdefault(question.section)
        note = raw_text(at(cells, note_column))
        answer = self.recorder.answer(self.sheet, reference(index, column), question, content, note)
        kinds |= {column: "answer" if answer.raw else "said", note_column: "note"}
        self._enter(index, kinds)
        self.recorder.shown(answer, content)
        if index not in self._seen and (index, label) not in self.ledger.claims:
            self.labels.check(raw_text(at(cells, label)), reference(index, label), answer)
        if question.type == "select_multiple":
            allowed = {choice.code for choice in self.recorder.form.choices_of(question)}
            self._choices = _Choices(question, answer, allowed)
            return
        self.recorder.keep(answer)
        if question.type == "text":
            self._last = answer
        if note and not answer.raw:
            self._note_alone(answer, index, note_column)

    def _note_alone(self, answer: Answer, index: int, column: int) -> None:
        about = answer._replace(cell=reference(index, column))
        self.recorder.about("note_without_answer", about, value=shortened(answer.note))

    def _choice(self, index: int, name: str, code: str) -> None:
        """A row with a choice and the cell to tick it."""
        cells = self.sheet.rows[index]
        self._last = None
        label = self._roles.get("label", self._label)
        kinds: dict[int, Kind] = {label: "builder", **self._numbers(cells)}
        if not self._choices or "answer" not in self._roles:
            self._enter(index, kinds)
            return
        question = self._choices.question
        text = raw_text(at(cells, label))
        seen = choice_of_label(self.recorder.form, question.list_name or "", text)
        if seen and code not in seen and len(seen) == 1:
            expected = self._choice_label(question, code)
            self._find("label_moved", index, label, name, seen=shortened(text), expected=expected)
            code = next(iter(seen))
        column, note_column = self._roles["answer"], self._roles.get("note", -1)
        tick = at(cells, column)
        place = reference(index, column)
        if note := raw_text(at(cells, note_column)):
            self._choices.notes.append(note)
            kinds[note_column] = "note"
        if not is_filled(tick):
            self._enter(index, kinds)
            return
        kinds[column] = "answer"
        fault = self._choices.add(code, tick, place)
        if fault:
            kinds[column] = "said"
            params = {"value": raw_text(tick), "name": f"{name}/{code}"}
            if fault == "unknown_choice":
                params |= choice_params(self.recorder.normalizer, question, "")
                params |= {"choices": "✓", "nearest": "✓"}
            self._find(fault, index, column, name, **params)
        self._enter(index, kinds)

    def _choice_label(self, question: Question, code: str) -> str:
        language = self.recorder.normalizer.language
        labels = {choice.code: choice.label for choice in self.recorder.form.choices_of(question)}
        return labels.get(code, {}).get(language) or code

    def _close(self) -> None:
        """Keep the answer to a `select_multiple` after its last choice."""
        choices, self._choices = self._choices, None
        if choices is None:
            return
        answers = choices.answers()
        for answer in answers:
            self.recorder.keep(answer)
        if answers[0].note and not any(answer.raw for answer in answers):
            self.recorder.about("note_without_answer", answers[0], value=shortened(answers[0].note))

    def _report_moved(self, seen: Mapping[int, str | None]) -> None:
        """Tell once for a sheet that its labels were moved."""
        form, language = self.recorder.form, self.recorder.normalizer.language
        for index, name in sorted(seen.items()):
            if name is not None:
                marked = form.questions.get(self.markers[index])
                expected = label_in(marked, language) if marked else "–"
                self._find(
                    "label_moved", index, self._label, name,
                    seen=shortened(label_in(form.questions[name], language)),
                    expected=shortened(expected),
                )  # fmt: skip
                return

    def _contradiction(self, index: int, content: Cell) -> None:
        marked = self.recorder.form.questions.get(self.markers[index])
        language = self.recorder.normalizer.language
        label = raw_text(at(self.sheet.rows[index], self._roles.get("label", self._label)))
        self._find(
            "label_contradicts",
            index,
            self._roles["answer"],
            marked.name if marked else None,
            seen=shortened(label or "–"),
            expected=shortened(label_in(marked, language) if marked else "–"),
            value=shortened(raw_text(content)),
        )

    def _enter(self, index: int, kinds: Mapping[int, Kind]) -> None:
        builder: Mapping[int, Kind] = {0: "builder"} if self.markers[index] else {}
        self.ledger.enter(index, self.sheet.rows[index], {**kinds, **builder})

    def _find(
        self, code: str, index: int, column: int, question: str | None = None, **params: str
    ) -> None:
        self.recorder.find(code, self.sheet, reference(index, column), question, **params)


@lru_cache(1_000, typed=True)  # the same in all files of a form
def _is_number(cell: Cell) -> bool:
    """Whether a cell before a label holds the number of a section, question or table."""
    return _NUMBER.fullmatch(raw_text(cell)) is not None
