"""From what a person wrote in a cell to a value: numbers, dates, choices, missing-value codes.

Nothing here judges: what cannot be understood stays without a value, and a suite of
expectations turns that into a finding.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from math import isfinite
from typing import NamedTuple

import dateparser
from babel.numbers import NumberFormatError, parse_decimal

from rapporteur.form import Form, Question
from rapporteur.spreadsheet import Cell

# UNESCO UIS codes of missing values, as SDMX CL_OBS_STATUS: not applicable, not available,
# included elsewhere. Nil is the number 0 with the status of a normal value.
MISSING = {"a": "M", "m": "O", "x": "K"}
NIL = "n"
NORMAL = "A"

_TICKS = {"✓", "✔", "☑", "x", "1", "yes", "是", "oui", "sí", "да", "نعم", "true"}
_NO_TICKS = {"", "-", "–", "0", "no", "否", "non", "нет", "لا", "false", "☐"}
# What surrounds the digits of a number: signs of per cent and currency, spaces and apostrophes
# between groups, marks of direction.
_DECORATION = re.compile(r"[%٪\s\u00a0\u202f'’\u061c\u200e\u200f]|US\$|[$€£¥]")
_SIGNS = str.maketrans("−–٫٬", "--.,")  # minus, dash, and the Arabic decimal and group separators
# How numbers are written, where the language of the workbook does not settle it.
_CONVENTIONS = ("en", "fr", "de")
# A date may be written in another official language than the workbook's.
_LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")


class Value(NamedTuple):
    """What an answer means. `code` joins the codes of several choices with a space."""

    text: str | None = None
    number: float | None = None
    day: date | None = None
    code: str | None = None
    obs_status: str | None = None


EMPTY = Value()


def raw_text(cell: Cell) -> str:
    """The cell as text, as a person would read it; empty for a blank one."""
    match cell:
        case str():
            return cell.strip()
        case None:
            return ""
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
    """A key under which two ways to write the same words are equal (width, case, spaces)."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


class Normalizer:
    """Understands the answers to one form, written in one language."""

    def __init__(self, form: Form, language: str) -> None:
        self.form = form
        self.language = language
        self._choices: dict[str, Mapping[str, str]] = {}

    def value(self, question: Question, cell: Cell) -> Value:
        """The value of `cell` as an answer to `question`."""
        raw = raw_text(cell)
        if not raw:
            return EMPTY
        key = fold(raw) if len(raw) == 1 else ""
        if key in MISSING:
            return Value(obs_status=MISSING[key])
        if key == NIL:
            return Value(number=0.0, obs_status=NORMAL)
        match question.type:
            case "text":
                return Value(text=raw, obs_status=NORMAL)
            case "integer" | "decimal":
                number = to_number(cell, self.language)
                whole = number is None or number.is_integer()
                usable = number if whole or question.type == "decimal" else None
                return Value(number=usable, obs_status=NORMAL)
            case "date":
                return Value(day=to_date(cell, self.language), obs_status=NORMAL)
            case "select_one":
                return Value(code=self._codes(question).get(fold(raw)), obs_status=NORMAL)
        return Value(code=self._several(question, raw), obs_status=NORMAL)

    def _several(self, question: Question, raw: str) -> str | None:
        """The codes of choices listed in one cell; None if one of them is unknown."""
        known = self._codes(question)
        codes = [known.get(fold(part)) for part in re.split(r"[;；\n]", raw) if part.strip()]
        found = [code for code in codes if code is not None]
        return " ".join(found) if found and len(found) == len(codes) else None

    def _codes(self, question: Question) -> Mapping[str, str]:
        """Codes of the question's choices, by folded label (the workbook's own first) and code."""
        name = question.list_name or ""
        if name not in self._choices:
            choices = self.form.choices[name]
            found: dict[str, str] = {}
            for language in (self.language, *self.form.languages):
                for choice in choices:
                    found.setdefault(fold(choice.label.get(language, "")), choice.code)
            for choice in choices:
                found.setdefault(fold(choice.code), choice.code)
            self._choices[name] = found
        return self._choices[name]


def is_tick(cell: Cell) -> bool | None:
    """Whether a cell beside a choice says that it is chosen; None if it says something else.

    Here `x` is a tick: missing-value codes stand in the question's own cell.
    """
    key = fold(raw_text(cell))
    return True if key in _TICKS else False if key in _NO_TICKS else None


def to_number(cell: Cell, language: str) -> float | None:
    """The number that a cell holds or spells; None if it spells none.

    Text is read by the conventions of `language` first, then by the commonest others.
    """
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    if not isinstance(cell, str):
        return float(cell)
    text = _ascii_digits(unicodedata.normalize("NFKC", cell)).translate(_SIGNS)
    text = _DECORATION.sub("", text)
    for locale in dict.fromkeys((language, *_CONVENTIONS)):
        try:
            number = float(parse_decimal(text, locale=locale, strict=True))
        except NumberFormatError:
            continue
        return number if isfinite(number) else None  # "inf" and "nan" are words
    return None


def _ascii_digits(text: str) -> str:
    """Digits of any script (Arabic-Indic, Persian, Devanagari …) as 0–9."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def to_date(cell: Cell, language: str) -> date | None:
    """The day that a cell holds or spells; None if it spells none, or no whole day."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return _parsed_date(cell.strip(), language) if isinstance(cell, str) else None


@cache
def _parsed_date(text: str, language: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    found = dateparser.parse(
        text,
        languages=list(dict.fromkeys((language, *_LANGUAGES))),
        settings={
            "DATE_ORDER": "DMY",  # UN usage: day, month, year
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],  # "yesterday" is no date
        },
    )
    return found.date() if found else None
