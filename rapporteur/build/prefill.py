"""Read the answers that are known beforehand: a CSV file with one answer a line.

Columns: respondent, question, row, value, note. `row` is empty outside repeats and counts from
1 inside; `value` is a choice code (several separated by a space), an ISO date, a plain number,
text, or a missing-value code (a, m, n, x).
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from math import isfinite
from pathlib import Path

from rapporteur.build import Prefill
from rapporteur.design.form import Form, Question
from rapporteur.design.form_names import MISSING_CODES
from rapporteur.design.roster import Respondent, Roster
from rapporteur.design.tailoring import PRESETS, presets, tailored
from rapporteur.kernel.errors import UserError

COLUMNS = ("respondent", "question", "row", "value", "note")
CELL_LIMIT = 32_767
"""Excel's limit for the text of a cell, in characters."""

_SHOWN = 20
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

Line = tuple[int, dict[str, str]]


def read_prefill(path: Path, form: Form, roster: Roster) -> dict[str, tuple[Prefill, ...]]:
    """The known answers by respondent's code, in the order of the file.

    Raises `UserError` that names every unusable line (the first twenty) and how to mend it.
    """
    reader = _Reader(form, roster)
    found: dict[str, list[Prefill]] = {}
    lines: dict[tuple[str, str, int | None], int] = {}
    problems: list[str] = []
    for number, entry in _lines(path):
        try:
            code, prefill = reader.read(entry)
            key = (code, prefill.question, prefill.row)
            if key in lines:
                raise UserError(f"this is answered on line {lines[key]} already; keep one of them")
        except UserError as error:
            problems.append(f"line {number}: {error.message}")
            continue
        lines[key] = number
        found.setdefault(code, []).append(prefill)
    problems += _gaps(form, lines)
    if problems:
        more = len(problems) - _SHOWN
        shown = [f"{path}, {problem}." for problem in problems[:_SHOWN]]
        raise UserError("\n".join(shown + ([f"… and {more} more."] if more > 0 else [])))
    return {code: tuple(entries) for code, entries in found.items()}


def _lines(path: Path) -> Iterator[Line]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restkey="")
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise UserError(
                    f"{path} lacks the columns {', '.join(missing)}.",
                    f"The first line must be {','.join(COLUMNS)}.",
                )
            for entry in reader:
                yield reader.line_num, {name: entry[name] or "" for name in COLUMNS}
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UserError(f"{path} cannot be read: {error}.", "Save it as CSV in UTF-8.") from error


class _Reader:
    """Validates entries against form and roster."""

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
            raise UserError("the value is empty; give one, or leave the line out")
        if value not in MISSING_CODES:
            self._check(question, value)
        note = entry["note"].strip()
        for text in (value, note):
            if len(text) > CELL_LIMIT or _UNPRINTABLE.search(text):
                raise UserError(
                    f"the text has more than {CELL_LIMIT} characters or control characters, "
                    "which no spreadsheet takes"
                )
        return respondent.code, Prefill(question.name, row, value, note)

    def _question(self, name: str, respondent: Respondent) -> Question:
        question = self._form.questions.get(name.strip())
        if question is None:
            raise UserError(f"“{name}” is not a question of the form; check its name")
        if question.name in PRESETS:
            raise UserError(f"{name} is filled from the roster; leave the line out")
        if question.name not in self._asked(respondent.code):
            raise UserError(
                f"{name} is not put to {respondent.code} ({respondent.category}); "
                "leave the line out, or change `relevant` in the form"
            )
        return question

    def _questions_of(self, code: str) -> frozenset[str]:
        respondent = self._roster.respondents[code]
        return frozenset(tailored(self._form, presets(respondent)).questions)

    def _check(self, question: Question, value: str) -> None:
        problem = ""
        match question.type:
            case "integer":
                if not re.fullmatch(r"-?\d{1,15}", value):
                    problem = "is not a whole number; write digits only"
            case "decimal":
                if not _is_number(value):
                    problem = "is not a number; write it plainly, like 1234.5"
            case "date":
                if not _is_date(value):
                    problem = "is not a date; write it like 2024-05-31"
            case "select_one" | "select_multiple":
                codes = [choice.code for choice in self._form.choices_of(question)]
                given = value.split() if question.type == "select_multiple" else [value]
                if not set(given) <= set(codes):
                    problem = f"is not among the codes of {question.list_name}: {' '.join(codes)}"
        if problem:
            raise UserError(f"{question.name}: “{value}” {problem}")


def _row(text: str, question: Question) -> int | None:
    if question.repeat is None:
        if text:
            raise UserError(f"{question.name} is not in a table; leave `row` empty")
        return None
    if not re.fullmatch(r"[1-9]\d{0,5}", text):
        raise UserError(
            f"{question.name} is in the table {question.repeat}; give its row: 1, 2, 3 …"
        )
    return int(text)


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", value)) and isfinite(float(value))


def _is_date(value: str) -> bool:
    try:
        # Excel's calendar begins in 1900; fromisoformat also takes forms without hyphens.
        return date.fromisoformat(value).isoformat() == value and value >= "1900-03-01"
    except ValueError:
        return False


def _gaps(form: Form, lines: Mapping[tuple[str, str, int | None], int]) -> Iterable[str]:
    """The rows of a table that follow an empty one: most likely a slip of the pen."""
    rows: dict[tuple[str, str], dict[int, int]] = {}
    for (code, name, row), line in lines.items():
        repeat = form.questions[name].repeat
        if row is not None and repeat is not None:
            rows.setdefault((code, repeat), {}).setdefault(row, line)
    for (code, repeat), known in rows.items():
        for row, line in sorted(known.items()):
            if row > 1 and row - 1 not in known:
                yield (
                    f"line {line}: {code} has row {row} of {repeat}, but no row {row - 1}; "
                    "number the rows without a gap"
                )
