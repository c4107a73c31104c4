"""Read a repeat: its columns by hidden names and visible headings, its rows, and where it ends."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapporteur.collect.reading import vocabulary
from rapporteur.collect.reading.answers import HEADER, ROW, Answer
from rapporteur.collect.reading.dates import to_date
from rapporteur.collect.reading.labels import NOTE, column_names, label_in
from rapporteur.collect.reading.ledger import (
    Kind,
    SheetLedger,
    is_filled,
    reference,
)
from rapporteur.collect.reading.recorder import Recorder
from rapporteur.collect.reading.spreadsheet import Cell, Sheet, at
from rapporteur.collect.reading.table_columns import Columns, find_columns
from rapporteur.collect.reading.texts import raw_text, shortened
from rapporteur.collect.reading.values import Value
from rapporteur.design.form import Question, Repeat

_DAY_AND_YEAR = re.compile(r"(?<!\d)\d{1,2}\D.*\d{4}|\d{4}\D.*\d{1,2}(?!\d)")
_DAY = re.compile(r"[\w\s'’.-]{0,40}[,،，]\s*(?:le |el |on )?(.*\d.*)", re.DOTALL)


@dataclass(slots=True)
class _Row:
    """A row of a repeat: its index in the sheet, its number, and the cells of its columns."""

    index: int
    number: int
    cells: Mapping[int, Cell]

    def text(self) -> str:
        """The text of the first filled cell."""
        return next((text for cell in self.cells.values() if (text := raw_text(cell))), "")


@dataclass(slots=True)
class TableReader:
    """Reads the repeats of a sheet."""

    recorder: Recorder
    sheet: Sheet
    ledger: SheetLedger
    markers: Sequence[str]

    def read(self, index: int, repeat: Repeat) -> int:
        """Read the repeat whose names stand in the row `index`; returns the row after it."""
        end, header, last = self._extent(index)
        if header is None:
            self._enter(range(index, end), {})
            return end
        columns = find_columns(self.recorder.form, self.sheet, self.markers, repeat, index, header)
        self._claim_head(columns, index, repeat)
        questions = {question.name: question for question in repeat.questions}
        self._report_moved(columns, questions)
        kinds = _kinds(columns)
        shifted = any(columns.lower.values())
        has_nested = self.recorder.form.has_nested(repeat.name)
        full = False
        gap = False
        rows, blank = self.sheet.rows, 0
        for number, row_index in enumerate(range(header + 1, end), start=1):
            if not shifted and len(rows[row_index]) < 2:  # nothing but its marker
                blank += bool(self.markers[row_index])
                full = full and row_index > last
                gap = gap or row_index > last
                continue
            row = self._row(columns, row_index, number)
            beyond = row_index > last
            is_entry = self._is_entry(row, questions, columns, beyond=beyond, full=full and not gap)
            if shifted:
                self._claim(columns, row_index, kinds if is_entry else {})
            numbered = self._number(row_index, columns) if has_nested else {}
            self._enter((row_index,), {**numbered, **(kinds if is_entry and not shifted else {})})
            if is_entry:
                self._answers(row, repeat, questions, columns)
            filled = any(map(is_filled, row.cells.values()))
            if row_index <= last:
                full = filled
            elif filled and not is_entry:
                gap = True
        if blank:
            self.ledger.add("builder", blank)
        return self._below(end, columns, repeat, questions, full=full and not gap, start=header)

    def _number(self, index: int, columns: Columns) -> Mapping[int, Kind]:
        """The number that the builder writes before a row to which others belong."""
        cells = self.sheet.rows[index]
        before = range(1, min(columns.names, default=1))
        return {at: "builder" for at in before if at < len(cells) and raw_text(cells[at]).isdigit()}

    def _extent(self, index: int) -> tuple[int, int | None, int]:
        """The row after a repeat, the row of its header, and the last row that was built."""
        markers = self.markers
        header = next((i for i in range(index + 1, len(markers)) if markers[i]), len(markers))
        if header == len(markers) or markers[header] != HEADER:
            end = index + 1
            while end < len(markers) and markers[end] in ("", ROW, HEADER):
                end += 1
            return end, None, end
        end = header + 1
        last = header
        while end < len(markers) and markers[end] in ("", ROW):
            last = end if markers[end] == ROW else last
            end += 1
        return end, header, last

    def _claim_head(self, columns: Columns, index: int, repeat: Repeat) -> None:
        """Enter the rows of names and headings, wherever they were moved."""
        if not columns.lower:
            kinds: dict[int, Kind] = {0: "builder", **dict.fromkeys(columns.names, "builder")}
            for row in (index, columns.header):
                self.ledger.enter_common(row, self.sheet.rows[row], kinds)
            self._enter(range(index + 1, columns.header), {})
            return
        known: set[str] = {*(question.name for question in repeat.questions), NOTE}
        last = columns.header + max(columns.lower.values(), default=0)
        for row in range(index, last + 1):
            cells = self.sheet.rows[row] if row < len(self.sheet.rows) else ()
            for column, cell in enumerate(cells):
                if not column or not is_filled(cell):
                    continue
                lower = columns.lower.get(column, 0)
                heading = row == columns.header + lower and (
                    column in columns.names
                    or bool(column_names(self.recorder.form, repeat.name, raw_text(cell)))
                )
                pushed = bool(lower) and row < columns.header + lower
                if heading or pushed or raw_text(cell) in known:
                    self.ledger.claims[row, column] = "builder"
        self._enter(range(index, columns.header + 1), {})

    def _report_moved(self, columns: Columns, questions: Mapping[str, Question]) -> None:
        language = self.recorder.normalizer.language
        for column, (seen, before) in columns.moved.items():
            question = questions.get(before)
            expected = label_in(question, language) if question else before
            cell = reference(columns.header + columns.lower.get(column, 0), column)
            if column in columns.unsure:
                value = " | ".join(
                    text
                    for row in self.sheet.rows[columns.header + 1 : columns.header + 16]
                    if (text := raw_text(at(row, column)))
                )
                self.recorder.find(
                    "label_contradicts", self.sheet, cell, before or None,
                    seen=shortened(seen), expected=shortened(expected), value=shortened(value),
                )  # fmt: skip
            elif not columns.unsure:
                self.recorder.find(
                    "label_moved",
                    self.sheet,
                    cell,
                    seen=shortened(seen),
                    expected=shortened(expected or "–"),
                )
                return  # once for a table: the other columns moved with it

    def _row(self, columns: Columns, index: int, number: int) -> _Row:
        rows = self.sheet.rows
        cells: dict[int, Cell] = {}
        for column in columns.names:
            row = index + columns.lower.get(column, 0)
            cells[column] = at(rows[row], column) if row < len(rows) else None
        return _Row(index, number, cells)

    def _claim(self, columns: Columns, index: int, kinds: Mapping[int, Kind]) -> None:
        for column in columns.names:
            place = (index + columns.lower.get(column, 0), column)
            self.ledger.claims.setdefault(place, kinds.get(column, "unread"))

    def _enter(self, rows: Sequence[int], kinds: Mapping[int, Kind]) -> None:
        for row in rows:
            cells = self.sheet.rows[row]
            self.ledger.enter(row, cells, {0: "builder", **kinds} if cells else kinds)

    def _is_entry(
        self,
        row: _Row,
        questions: Mapping[str, Question],
        columns: Columns,
        *,
        beyond: bool,
        full: bool,
    ) -> bool:
        """Whether a row is one of the table: no total, and below it neither signature nor note.

        A row beyond those that were built is one if the table is full, or if another cell than
        its first holds what its column asks for. Among those that were built, a place and date
        is none if it stands alone.
        """
        text = row.text()
        if not text:
            return True
        filled = {column: cell for column, cell in row.cells.items() if is_filled(cell)}
        if vocabulary.is_total(text) and self._only_numbers(filled, questions, columns):
            return False
        if len(filled) == 1 and not beyond:
            before = self.sheet.rows[row.index - 1]
            alone = not any(is_filled(cell) for cell in before[1:])
            return not (vocabulary.is_signature(text) or (alone and self._is_day(text)))
        if not beyond:
            return True
        if vocabulary.is_signature(text) or vocabulary.is_remark(text) or self._is_day(text):
            return False
        return full or (len(filled) > 1 and self._fits(filled, questions, columns))

    def _only_numbers(
        self, filled: Mapping[int, Cell], questions: Mapping[str, Question], columns: Columns
    ) -> bool:
        """Whether all cells but the first hold numbers: those of a total."""
        others = list(filled)[1:]
        return all(
            columns.names[column] in questions
            and questions[columns.names[column]].type in ("integer", "decimal")
            for column in others
        ) and bool(others)

    def _fits(
        self, filled: Mapping[int, Cell], questions: Mapping[str, Question], columns: Columns
    ) -> bool:
        """Whether a cell holds a choice, a number or a date that its column asks for."""
        for column, cell in filled.items():
            question = questions.get(columns.names[column])
            if question and question.type != "text" and column not in columns.unsure:
                value = self.recorder.normalizer.value(question, cell)
                if (value.code, value.number, value.day) != (None, None, None):
                    return True
        return False

    def _is_day(self, text: str) -> bool:
        """Whether a text is a date, alone or after a place."""
        if not _DAY_AND_YEAR.search(text):
            return False
        language = self.recorder.normalizer.language
        match = _DAY.fullmatch(text)
        return to_date(text, language) is not None or bool(
            match and to_date(match[1], language) is not None
        )

    def _answers(
        self,
        row: _Row,
        repeat: Repeat,
        questions: Mapping[str, Question],
        columns: Columns,
    ) -> None:
        """Keep the answers of a row. One with words for nothing alone is no row."""
        note_column = next((c for c, name in columns.names.items() if name == NOTE), None)
        note = raw_text(row.cells[note_column]) if note_column is not None else ""
        answers: list[tuple[Answer, Cell]] = []
        for column, name in columns.names.items():
            if name != NOTE and column not in columns.unsure:
                cell = row.cells[column]
                place = reference(row.index + columns.lower.get(column, 0), column)
                answers.append(
                    (
                        self.recorder.answer(
                            self.sheet, place, questions[name], cell, note, row.number
                        ),
                        cell,
                    )
                )
        for answer, cell in answers:
            self.recorder.shown(answer, cell)
            if not answer.raw and is_filled(cell):
                self._said(columns, row, answer.question)
        filled = [answer for answer, _ in answers if answer.raw]
        if not filled and not note:
            return
        self.recorder.sections.setdefault(repeat.section)
        if not filled:
            if answers:
                self.recorder.about("note_without_answer", answers[0][0], value=shortened(note))
        elif all(answer.value.fault == "word_for_nothing" for answer in filled):
            first = filled[0]
            self.recorder.about(
                "word_for_nothing", first, value=shortened(first.raw), read=first.value.offered
            )
            if note:
                self.recorder.about("note_without_answer", first, value=shortened(note))
            for answer in filled:
                self._said(columns, row, answer.question)
            return
        for answer in self._judged([answer for answer, _ in answers], questions):
            self.recorder.keep(answer)

    def _said(self, columns: Columns, row: _Row, name: str) -> None:
        """Count a cell of a row, entered as an answer, as unread with a finding of its own."""
        column = next(column for column, own in columns.names.items() if own == name)
        place = (row.index + columns.lower.get(column, 0), column)
        if self.ledger.claims.get(place) == "answer":
            self.ledger.claims[place] = "said"
            if place[0] > row.index:
                return
        self.ledger.counted["answer"] = self.ledger.counted.get("answer", 0) - 1
        self.ledger.counted["said"] = self.ledger.counted.get("said", 0) + 1

    def _judged(
        self, answers: Sequence[Answer], questions: Mapping[str, Question]
    ) -> Iterator[Answer]:
        """The answers of a row; a number with a unit that counts cannot be a percentage.

        The unit is the choice beside the number, before or behind it.
        """
        normalizer = self.recorder.normalizer
        counts: set[str] = set()
        for position, answer in enumerate(answers):
            unit = questions[answer.question]
            if unit.type == "select_one" and answer.value.code:
                near = [*answers[max(0, position - 1) : position], *answers[position + 1 :]]
                numbers = [
                    a
                    for a in near
                    if questions[a.question].type == "decimal"
                    and not normalizer.is_share(questions[a.question])
                ]
                if numbers and normalizer.is_count(unit, answer.value.code):
                    counts.add(numbers[0].question)
        for answer in answers:
            number = answer.value.number
            if answer.question in counts and number is not None and answer.value.fault is None and (
                number < 0 or not number.is_integer() or any(sign in answer.raw for sign in "%٪％")
            ):  # fmt: skip
                yield answer._replace(value=Value(fault="per_cent_in_count"))
            else:
                yield answer

    def _below(
        self,
        end: int,
        columns: Columns,
        repeat: Repeat,
        questions: Mapping[str, Question],
        *,
        full: bool,
        start: int,
    ) -> int:
        """Read the blank row below a full table, which people take for its next row."""
        if not full or end >= len(self.markers) or self.markers[end] != "#text":
            return end
        row = self._row(columns, end, end - start)
        if any(columns.lower.values()) or not row.text():
            return end
        if not self._is_entry(row, questions, columns, beyond=True, full=True):
            return end
        self._enter((end,), _kinds(columns))
        self._answers(row, repeat, questions, columns)
        return end + 1


def _kinds(columns: Columns) -> Mapping[int, Kind]:
    """What the cells of a row are, by column."""
    kinds: dict[int, Kind] = {}
    for column, name in columns.names.items():
        kinds[column] = "note" if name == NOTE else "answer"
        if column in columns.unsure:
            kinds[column] = "said"
    return kinds
