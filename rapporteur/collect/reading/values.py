"""Convert the content of a cell to a value: number, date, choice, missing-value code.

An answer that cannot be understood has no value; the suites of expectations turn that into a
finding.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from rapporteur.collect.reading.dates import gregorian, gregorian_year, to_date
from rapporteur.collect.reading.numbers import approximate, to_number
from rapporteur.collect.reading.spreadsheet import Cell
from rapporteur.design.form import Form, Question
from rapporteur.kernel.xlsx_flaws import Flaw
from rapporteur.language.texts import unmarked

# UNESCO UIS codes of missing values, as SDMX CL_OBS_STATUS: not applicable, not available,
# included elsewhere. Nil is the number 0 with the status of a normal value.
MISSING = {"a": "M", "m": "O", "x": "K"}
NIL = "n"
NORMAL = "A"

_TICKS = {"✓", "✔", "☑", "x", "1", "yes", "是", "oui", "sí", "да", "نعم", "true"}
_NO_TICKS = {"", "-", "–", "0", "no", "否", "non", "нет", "لا", "false", "☐"}
# Cyrillic letters that look like missing-value codes and may be typed for them.
_LOOK_ALIKE = str.maketrans("амх", "amx")
# What may separate two choices: punctuation, or a word for “and” or “or”.
_BETWEEN = re.compile(r"(?:[\W_]|\b(?:and|or|et|ou|y|e|o|u|и|или|و|أو|和|或|及|与)\b)*")
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)))


class Value(NamedTuple):
    """The value of an answer. `code` has the codes of choices, separated by spaces.

    `fault` is the code of a finding about the way in which the answer is written, if any.
    """

    text: str | None = None
    number: float | None = None
    day: date | None = None
    code: str | None = None
    obs_status: str | None = None
    fault: str | None = None


EMPTY = Value()


def raw_text(cell: Cell) -> str:
    """The text of a cell, as a person reads it; empty for a blank cell."""
    match cell:
        case str():
            text = cell.strip()
            invisible = len(text) < 5 and not text.isascii() and not fold(text)
            return "" if invisible else text
        case None:
            return ""
        case Flaw():
            return cell.text
        case bool():
            return str(cell).lower()
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime() if cell.time() == datetime.min.time():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
    return str(cell)


@lru_cache(10_000)  # the same labels of choices are folded again and again
def fold(text: str) -> str:
    """A key to compare texts without regard to width, case, spaces and invisible marks.

    Invisible marks are those of direction and of joining.
    """
    visible = "".join(c for c in text if c.isascii() or unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", visible).casefold().split())


@lru_cache(10_000)
def _loose(text: str) -> str:
    """`fold` without diacritics, and without punctuation at the beginning and end."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", fold(text))
                   if not unicodedata.combining(c) and c != "ـ")  # fmt: skip
    return bare.strip(" .,;:!?'\"“”«»()[]*-–·。，；：،؛؟")


class Normalizer:
    """Converts the answers to a form in a language to values.

    `from_1904`: the workbook counts dates from 1904.
    """

    def __init__(self, form: Form, language: str, *, from_1904: bool = False) -> None:
        self.form = form
        self.language = language
        self.from_1904 = from_1904

    def value(self, question: Question, cell: Cell) -> Value:
        """The value of `cell` as an answer to `question`."""
        if isinstance(cell, Flaw):
            return Value(fault=cell.code)
        raw = raw_text(cell)
        if not raw:
            return EMPTY
        key = fold(raw).translate(_LOOK_ALIKE) if len(raw) < 5 else ""
        if key in MISSING:
            return Value(obs_status=MISSING[key])
        if key == NIL:
            return Value(number=0.0, obs_status=NORMAL)
        match question.type:
            case "text":
                return Value(text=raw.translate(_CONTROLS), obs_status=NORMAL)
            case "integer" | "decimal":
                return self._number(question, cell)
            case "date":
                return self._day(cell)
            case "select_one":
                return self._choice(question, unmarked(raw))
        return Value(code=self._choices(question, unmarked(raw)), obs_status=NORMAL)

    def _number(self, question: Question, cell: Cell) -> Value:
        number, fault = None, None
        if isinstance(cell, str):
            number = to_number(cell, self.language)
            if number is None:
                number = approximate(cell, self.language)
                fault = None if number is None else "number_approximate"
        elif isinstance(cell, int | float) and not isinstance(cell, bool):
            number = float(cell)
        if number is None or (question.type == "integer" and not number.is_integer()):
            return Value(obs_status=NORMAL)
        # Questions for a year are named so by convention: `year`, `law_year`.
        if question.type == "integer" and question.name.split("_")[-1] == "year":
            meant = gregorian_year(int(number))
            if meant is not None:
                number, fault = float(meant), "calendar_suspect"
        return Value(number=number, obs_status=NORMAL, fault=fault)

    def _day(self, cell: Cell) -> Value:
        day = to_date(cell, self.language, from_1904=self.from_1904)
        meant = gregorian(day) if day else None
        if meant:
            return Value(day=meant, obs_status=NORMAL, fault="calendar_suspect")
        return Value(day=day, obs_status=NORMAL)

    def _choice(self, question: Question, raw: str) -> Value:
        codes = self._codes(question)
        code = codes.get(fold(raw)) or codes.get(_loose(raw))
        if code is None and len(raw) < 1000 and self._has_two_choices(question, raw):
            return Value(fault="two_choices")
        return Value(code=code, obs_status=NORMAL)

    def _has_two_choices(self, question: Question, raw: str) -> bool:
        """Whether a text consists of the labels of two or more choices."""
        rest, codes = fold(raw), set()
        for label, code in sorted(self._codes(question).items(), key=lambda item: -len(item[0])):
            if label in rest:
                rest = rest.replace(label, "; ")
                codes.add(code)
        return len(codes) > 1 and _BETWEEN.fullmatch(rest) is not None

    def _choices(self, question: Question, raw: str) -> str | None:
        """The codes of the choices listed in a cell; None if one of them is unknown."""
        by_label = self._codes(question)
        parts = [part for part in re.split(r"[;；؛\n]", raw) if part.strip()]
        codes = [by_label.get(fold(part)) or by_label.get(_loose(part)) for part in parts]
        recognized = [code for code in codes if code is not None]
        return " ".join(recognized) if recognized and len(recognized) == len(codes) else None

    def _codes(self, question: Question) -> Mapping[str, str]:
        return _codes(self.form, question.list_name or "", self.language)


@lru_cache(1_000)  # the same for all files of a form in one language
def _codes(form: Form, name: str, language: str) -> Mapping[str, str]:
    """The codes of a list's choices, by folded label (those of `language` first) and code."""
    choices = form.choices[name]
    codes: dict[str, str] = {}
    for label_language in (language, *form.languages):
        for choice in choices:
            codes.setdefault(fold(choice.label.get(label_language, "")), choice.code)
    for code, texts in form.former_choices.get(name, {}).items():
        for text in texts:
            codes.setdefault(fold(text), code)
    for choice in choices:
        codes.setdefault(fold(choice.code), choice.code)
    loose: dict[str, set[str]] = {}
    for label, code in codes.items():
        loose.setdefault(_loose(label), set()).add(code)
    loose.pop("", None)
    codes.pop("", None)
    for label, candidates in loose.items():
        if len(candidates) == 1:  # a key of two choices is ambiguous
            codes.setdefault(label, *candidates)
    return codes


def is_tick(cell: Cell) -> bool | None:
    """Whether the cell beside a choice is ticked; None if it holds something else.

    Here `x` is a tick: a missing-value code is expected in the question's own cell.
    """
    key = fold(raw_text(cell))
    return True if key in _TICKS else False if key in _NO_TICKS else None
