"""Answers to fill in before a questionnaire is sent, and the CSV file that they are read from.

Each line of the file has one answer, in the columns respondent, question, row, value and note.
`row` is empty outside repeats and counts from 1 inside. `value` is a choice code (several are
separated by spaces), an ISO date, a plain number, a text, or a missing-value code (a, m, n, x).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapporteur.design.answer_values import problem_of_text, problem_of_value
from rapporteur.design.form import Form, Question
from rapporteur.design.form_names import MISSING_CODES, missing_codes
from rapporteur.design.roster import Respondent, Roster
from rapporteur.design.tailoring import PRESETS, presets, tailored
from rapporteur.kernel.csv_files import read_csv
from rapporteur.kernel.errors import UserError

COLUMNS = ("respondent", "question", "row", "value", "note")
_SHOWN = 20

Line = tuple[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Prefill:
    """An answer to fill in, valid for its question.

    `value` is a choice code (several separated by a space), an ISO date, a plain number, text
    or a missing-value code. `row` counts from 1 in a repeat and is None outside.
    """

    question: str
    row: int | None
    value: str
    note: str = ""


class Answers:
    """The answers to fill in for one respondent, by question and row."""

    def __init__(self, prefill: Iterable[Prefill]) -> None:
        self._entries = {(entry.question, entry.row): entry for entry in prefill}

    def __bool__(self) -> bool:
        return bool(self._entries)

    def get(self, question: Question, row: int | None = None) -> Prefill | None:
        """The answer to `question` in `row`, if there is one."""
        return self._entries.get((question.name, row))

    def rows(self, questions: Sequence[Question]) -> int:
        """The number of the last row with an answer to one of the questions of a repeat."""
        names = {question.name for question in questions}
        return max((row for name, row in self._entries if name in names and row), default=0)

    def note(self, questions: Sequence[Question], row: int) -> str:
        """The distinct notes on a row of a repeat, joined."""
        entries = (self.get(question, row) for question in questions)
        return "; ".join(dict.fromkeys(e.note for e in entries if e and e.note))


def default_answers(form: Form, respondent: Respondent) -> tuple[Prefill, ...]:
    """The defaults of the form's questions that are put to `respondent`."""
    if not any(question.default for question in form.singles):
        return ()
    asked = tailored(form, presets(respondent)).singles
    return tuple(Prefill(q.name, None, q.default) for q in asked if q.default)


def read_prefill(path: Path, form: Form, roster: Roster) -> dict[str, tuple[Prefill, ...]]:
    """The answers by code of the respondent, in the order of the file.

    Raises `UserError` that names the unusable lines (the first twenty) and how to correct them.
    """
    answers, problems = known_answers(_lines(path), form, roster)
    if problems:
        more = len(problems) - _SHOWN
        shown = [f"{path}, {problem}." for problem in problems[:_SHOWN]]
        raise UserError("\n".join(shown + ([f"… and {more} more."] if more > 0 else [])))
    return answers


def known_answers(
    entries: Iterable[Line], form: Form, roster: Roster
) -> tuple[dict[str, tuple[Prefill, ...]], Sequence[str]]:
    """The usable answers by code of the respondent, and what is wrong with the other lines."""
    reader = _Reader(form, roster)
    prefills: dict[str, list[Prefill]] = {}
    lines: dict[tuple[str, str, int | None], int] = {}
    problems: list[str] = []
    for number, entry in entries:
        try:
            code, prefill = reader.read(entry)
            key = (code, prefill.question, prefill.row)
            if key in lines:
                raise UserError(
                    f"the answer is on line {lines[key]} already; keep one of the lines"
                )
        except UserError as error:
            problems.append(f"line {number}: {error.message}")
            continue
        lines[key] = number
        prefills.setdefault(code, []).append(prefill)
    problems += _gaps(form, lines)
    return {code: tuple(entries) for code, entries in prefills.items()}, problems


def _lines(path: Path) -> Iterator[Line]:
    try:
        file = read_csv(path, COLUMNS)
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from error
    for line in file.lines:
        yield line.number, {name: line.cells[name] for name in COLUMNS}


class _Reader:
    """Validates the lines against form and roster."""

    def __init__(self, form: Form, roster: Roster) -> None:
        self._form = form
        self._roster = roster
        self._asked = cache(self._questions_of)

    def read(self, entry: Mapping[str, str]) -> tuple[str, Prefill]:
        """The respondent's code and the answer. Raises `UserError` with what is wrong."""
        respondent = self._roster.get(entry["respondent"])
        if respondent is None:
            raise UserError(f"“{entry['respondent']}” is not on the roster")
        question = self._question(entry["question"], respondent)
        row = _row(entry["row"].strip(), question)
        value = entry["value"] if question.type == "text" else entry["value"].strip()
        if not value.strip():
            raise UserError("the value is empty; enter a value, or delete the line")
        self._check(question, value)
        note = entry["note"].strip()
        for text in (value, note):
            if problem := problem_of_text(text):
                raise UserError(problem)
        return respondent.code, Prefill(question.name, row, value, note)

    def _question(self, name: str, respondent: Respondent) -> Question:
        question = self._form.questions.get(name.strip())
        if question is None:
            raise UserError(f"“{name}” is not a question of the form; check its name")
        if question.name in PRESETS:
            raise UserError(f"{name} is filled from the roster; delete the line")
        if question.name not in self._asked(respondent.code):
            raise UserError(
                f"{name} does not apply to {respondent.code} ({respondent.category}); "
                "delete the line, or change `relevant` in the form"
            )
        return question

    def _questions_of(self, code: str) -> frozenset[str]:
        respondent = self._roster.respondents[code]
        return frozenset(tailored(self._form, presets(respondent)).questions)

    def _check(self, question: Question, value: str) -> None:
        choices = self._form.choices_of(question)
        if value in missing_codes(choices):
            return
        problem = problem_of_value(question, choices, value)
        if problem and value in MISSING_CODES and question.list_name:
            problem = "is no missing-value code here, since a choice has that label"
        if problem:
            raise UserError(f"{question.name}: “{value}” {problem}")


def _row(text: str, question: Question) -> int | None:
    if question.repeat is None:
        if text:
            raise UserError(f"{question.name} is not in a table; leave `row` empty")
        return None
    if not re.fullmatch(r"[1-9]\d{0,5}", text):
        raise UserError(
            f"{question.name} is in the table {question.repeat}; enter its row: 1, 2, 3 …"
        )
    return int(text)


def _gaps(form: Form, lines: Mapping[tuple[str, str, int | None], int]) -> Iterable[str]:
    """A problem for each row of a table after an empty row, which is probably a mistake."""
    rows: dict[tuple[str, str], dict[int, int]] = {}
    for (code, name, row), line in lines.items():
        repeat = form.questions[name].repeat
        if row is not None and repeat is not None:
            rows.setdefault((code, repeat), {}).setdefault(row, line)
    for (code, repeat), filled in rows.items():
        for row, line in sorted(filled.items()):
            if row > 1 and row - 1 not in filled:
                yield (
                    f"line {line}: {code} has row {row} of {repeat}, but no row {row - 1}; "
                    "number the rows without a gap"
                )
