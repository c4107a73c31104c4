"""From what a person wrote in a cell to a value: numbers, dates, choices, missing-value codes.

Nothing here judges: what cannot be understood stays without a value, and a suite of
expectations turns that into a finding.
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
# Cyrillic letters that look like the codes of missing values and are typed instead of them.
_LOOK_ALIKE = str.maketrans("амх", "amx")
# What may stand between two choices, besides what ends a line: a sign, or the word “and”, “or”.
_BETWEEN = re.compile(r"(?:[\W_]|\b(?:and|or|et|ou|y|e|o|u|и|или|و|أو|和|或|及|与)\b)*")
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)))


class Value(NamedTuple):
    """What an answer means. `code` joins the codes of several choices with a space.

    `fault` is the code of the finding about how the answer is written, if there is one.
    """

    text: str | None = None
    number: float | None = None
    day: date | None = None
    code: str | None = None
    obs_status: str | None = None
    fault: str | None = None


EMPTY = Value()


def raw_text(cell: Cell) -> str:
    """The cell as text, as a person would read it; empty for a blank one."""
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


@lru_cache(10_000)  # labels of choices come again and again
def fold(text: str) -> str:
    """A key under which two ways to write the same words are equal.

    Width, case, spaces and invisible marks (of direction, of joining) make no difference.
    """
    visible = "".join(c for c in text if c.isascii() or unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", visible).casefold().split())


@lru_cache(10_000)
def _loose(text: str) -> str:
    """A key that makes no difference of diacritics and of punctuation around, either."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", fold(text))
                   if not unicodedata.combining(c) and c != "ـ")  # fmt: skip
    return bare.strip(" .,;:!?'\"“”«»()[]*-–·。，；：،؛؟")


class Normalizer:
    """Understands the answers to one form, written in one language.

    `from_1904`: the workbook counts its days from 1904.
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
                return self._one(question, unmarked(raw))
        return Value(code=self._several(question, unmarked(raw)), obs_status=NORMAL)

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
        # By the convention of the form's names: `year`, `law_year`.
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

    def _one(self, question: Question, raw: str) -> Value:
        known = self._codes(question)
        code = known.get(fold(raw)) or known.get(_loose(raw))
        if code is None and len(raw) < 1000 and self._names_several(question, raw):
            return Value(fault="two_choices")
        return Value(code=code, obs_status=NORMAL)

    def _names_several(self, question: Question, raw: str) -> bool:
        """Whether a text is nothing but labels of two or more choices."""
        rest, codes = fold(raw), set()
        for label, code in sorted(self._codes(question).items(), key=lambda one: -len(one[0])):
            if label in rest:
                rest = rest.replace(label, "; ")
                codes.add(code)
        return len(codes) > 1 and _BETWEEN.fullmatch(rest) is not None

    def _several(self, question: Question, raw: str) -> str | None:
        """The codes of choices listed in one cell; None if one of them is unknown."""
        known = self._codes(question)
        parts = [part for part in re.split(r"[;；؛\n]", raw) if part.strip()]
        codes = [known.get(fold(part)) or known.get(_loose(part)) for part in parts]
        found = [code for code in codes if code is not None]
        return " ".join(found) if found and len(found) == len(codes) else None

    def _codes(self, question: Question) -> Mapping[str, str]:
        return _codes(self.form, question.list_name or "", self.language)


@lru_cache(1_000)  # the same for all files of a form in one language
def _codes(form: Form, name: str, language: str) -> Mapping[str, str]:
    """Codes of a list's choices, by folded label (that of `language` first) and code."""
    choices = form.choices[name]
    found: dict[str, str] = {}
    for one in (language, *form.languages):
        for choice in choices:
            found.setdefault(fold(choice.label.get(one, "")), choice.code)
    for code, texts in form.former_choices.get(name, {}).items():
        for text in texts:
            found.setdefault(fold(text), code)
    for choice in choices:
        found.setdefault(fold(choice.code), choice.code)
    loose: dict[str, set[str]] = {}
    for label, code in found.items():
        loose.setdefault(_loose(label), set()).add(code)
    loose.pop("", None)
    found.pop("", None)
    for label, codes in loose.items():
        if len(codes) == 1:  # what would make two choices one is no way to write either
            found.setdefault(label, *codes)
    return found


def is_tick(cell: Cell) -> bool | None:
    """Whether a cell beside a choice says that it is chosen; None if it says something else.

    Here `x` is a tick: missing-value codes stand in the question's own cell.
    """
    key = fold(raw_text(cell))
    return True if key in _TICKS else False if key in _NO_TICKS else None
