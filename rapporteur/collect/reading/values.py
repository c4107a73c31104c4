"""Convert the content of a cell to a value: number, date, choice, missing-value code.

What counts is what the cell shows. An answer that cannot be understood has no value; the suites of
expectations, or its `fault`, turn that into a finding.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from rapporteur.collect.reading import vocabulary
from rapporteur.collect.reading.dates import gregorian, gregorian_year, to_date
from rapporteur.collect.reading.display.cells import Shown
from rapporteur.collect.reading.numbers import approximate, to_number
from rapporteur.collect.reading.spreadsheet import Cell
from rapporteur.collect.reading.texts import loose, raw_text, shortened
from rapporteur.design.form import Form, Question
from rapporteur.design.form_names import MISSING_CODES
from rapporteur.kernel.xlsx_flaws import Flaw
from rapporteur.language.folding import fold
from rapporteur.language.texts import unmarked

# UNESCO UIS codes of missing values, as SDMX CL_OBS_STATUS: not applicable, not available,
# included elsewhere. Nil is the number 0 with the status of a normal value.
MISSING = {"a": "M", "m": "O", "x": "K"}
NIL = "n"
NORMAL = "A"

# Cyrillic letters that look like missing-value codes and may be typed for them.
_LOOK_ALIKE = str.maketrans("амх", "amx")
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)))
_PRECISE = 1e15  # a spreadsheet program keeps 15 digits of a number
_LONGEST_CHOICES = 400  # characters of a list of choices in a finding
_EXPONENT = re.compile(r"(?:^|[×x*·]\s*)10$", re.IGNORECASE)


class Value(NamedTuple):
    """The value of an answer. `code` has the codes of choices, separated by spaces.

    `fault` is the code of a finding about the way in which the answer is written, if any, and
    `offered` what the finding offers instead.
    """

    text: str | None = None
    number: float | None = None
    day: date | None = None
    code: str | None = None
    obs_status: str | None = None
    fault: str | None = None
    offered: str = ""


EMPTY = Value()


@dataclass(frozen=True, slots=True)
class DisplayFinding:
    """What a cell shows beside its value: the code of a finding, and what it is about."""

    code: str
    value: str
    read: str


def raw_of(question: Question, cell: Cell) -> str:
    """The answer as its author sees it, in a form that reads the same when written anew.

    A number or date keeps its stored value where its format only sets digits and separators.
    """
    if not isinstance(cell, Shown) or isinstance(cell.value, str):
        return raw_text(cell)
    if not cell.text.strip():
        return ""
    is_number = isinstance(cell.value, int | float)
    if question.type in ("integer", "decimal") and is_number and not (
        cell.is_percentage or cell.has_words
    ):  # fmt: skip
        return raw_text(cell.value)
    return raw_text(cell.value) if question.type == "date" else raw_text(cell)


def display_findings(question: Question | None, cell: Cell) -> list[DisplayFinding]:
    """What is struck out in a cell, and the marks that are no part of its number or choice."""
    if not isinstance(cell, Shown):
        return []
    found = []
    if cell.struck:
        found.append(DisplayFinding("struck_out", cell.struck, raw_text(cell)))
    if cell.marks and question and question.type != "text":
        found.append(DisplayFinding("raised_mark", raw_text(cell), cell.base.strip()))
    return found


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
        raw = raw_of(question, cell)
        if not raw:
            return EMPTY
        if isinstance(cell, Shown) and cell.marks and question.type != "text":
            if _EXPONENT.search(cell.base.strip()):
                return Value(obs_status=NORMAL)  # a power of ten, and no mark
            raw = raw_text(cell.base)
        if question.list_name:
            return self._selected(question, unmarked(raw))
        if code := _missing_code(raw):
            # Where an answer is required, the questionnaire asks for a code if there is none.
            asked_for = question.required is not None and raw in MISSING_CODES
            is_text = question.type == "text" and not asked_for
            return code._replace(fault="read_as_code") if is_text else code
        if offered := vocabulary.nothing(raw):
            return Value(fault="word_for_nothing", offered=offered)
        match question.type:
            case "text":
                return self._text(cell, raw)
            case "date":
                return self._day(cell if not isinstance(cell, Shown) else _unshown(cell, raw))
        return self._number(question, cell, raw)

    def _text(self, cell: Cell, raw: str) -> Value:
        stored = cell.value if isinstance(cell, Shown) else cell
        lost = isinstance(stored, float | int) and not isinstance(stored, bool)
        fault = "digits_lost" if lost and abs(stored) >= _PRECISE else None  # type: ignore[operator,arg-type]
        return Value(text=raw.translate(_CONTROLS), obs_status=NORMAL, fault=fault)

    def _number(self, question: Question, cell: Cell, raw: str) -> Value:
        number, fault = self._read(cell, raw)
        if number is not None and self.counts(question) and (
            "%" in raw.translate(_PER_CENT) or (number < 0 and _counts_by_label(question))
        ):  # fmt: skip
            return Value(fault="per_cent_in_count")
        if number is None or (question.type == "integer" and not number.is_integer()):
            return Value(obs_status=NORMAL)
        if question.is_year:
            meant = gregorian_year(int(number), self.language)
            if meant is not None:
                number, fault = float(meant), "calendar_suspect"
        return Value(number=number, obs_status=NORMAL, fault=fault)

    def _read(self, cell: Cell, raw: str) -> tuple[float | None, str | None]:
        """The number in a cell, and the code of a finding about the way it is written."""
        stored = cell.value if isinstance(cell, Shown) else cell
        if isinstance(stored, bool | date | time):
            return None, None
        if isinstance(cell, Shown) and not isinstance(stored, str):
            number = float(stored) if isinstance(stored, int | float) else None
            if number is None or not (cell.is_percentage or cell.has_words):
                return number, None
            if cell.is_percentage:
                return float(f"{number * 100:.12g}"), None
            meant = to_number(raw, "en")
            if meant is not None:  # words that to_number knows to be no part of it: a currency
                return number, None
            meant = approximate(raw, self.language)
            # Of a scale without a word for it, what was typed counts.
            return (number if meant is None else meant), "number_approximate"
        if isinstance(stored, int | float):
            return float(stored), None
        meant = to_number(raw, self.language)
        if meant is not None:
            return meant, None
        meant = approximate(raw, self.language)
        return meant, None if meant is None else "number_approximate"

    def counts(self, question: Question) -> bool:
        """Whether a number counts persons, enterprises or the like, by its type and label."""
        if question.is_year or self.is_share(question):
            return False
        return question.type == "integer" or _counts_by_label(question)

    def is_share(self, question: Question) -> bool:
        """Whether the label of a question asks for a percentage."""
        return any(map(vocabulary.is_per_cent, question.label.values()))

    def is_count(self, unit: Question, code: str) -> bool:
        """Whether a choice is a unit in which persons, enterprises or the like count.

        The choices of a unit have per cent among them, or its label says that it is one.
        """
        choices = self.form.choices_of(unit)
        labels = {
            choice.code: [fold(label) for label in choice.label.values()] for choice in choices
        }
        if not any(map(vocabulary.is_unit, unit.label.values())) and not any(
            vocabulary.is_per_cent(label) for own in labels.values() for label in own
        ):
            return False
        return any(label in vocabulary.counts() for label in labels[code])

    def _day(self, cell: Cell) -> Value:
        day = to_date(cell, self.language, from_1904=self.from_1904)
        meant = gregorian(day, self.language) if day else None
        if meant:
            return Value(day=meant, obs_status=NORMAL, fault="calendar_suspect")
        return Value(day=day, obs_status=NORMAL)

    def _selected(self, question: Question, raw: str) -> Value:
        """The choice, or the choices, that a cell names; labels go before other words."""
        several = question.type == "select_multiple"
        code = self._choices(question, raw) if several else self._choice(question, raw)
        if code is not None:
            return Value(code=code, obs_status=NORMAL)
        if missing := _missing_code(raw):
            return missing
        if offered := vocabulary.nothing(raw):
            return Value(fault="word_for_nothing", offered=offered)
        if not several and len(raw) < 1000 and len(self._listed(question, raw)) > 1:
            return Value(fault="two_choices")
        return Value(fault="unknown_choice", offered=self._nearest(question, raw))

    def _choice(self, question: Question, raw: str) -> str | None:
        codes = self._codes(question)
        return codes.get(fold(raw)) or codes.get(loose(raw))

    def _choices(self, question: Question, raw: str) -> str | None:
        """The codes of the choices listed in a cell; None if one of them is unknown."""
        parts = [part for part in re.split(r"[;；؛\n]", raw) if part.strip()]
        codes = [self._choice(question, part) for part in parts]
        recognized = [code for code in codes if code is not None]
        if not recognized or len(recognized) < len(codes):
            recognized = list(self._listed(question, raw)) if len(raw) < 1000 else []
        return " ".join(dict.fromkeys(recognized)) or None

    def _listed(self, question: Question, raw: str) -> Sequence[str]:
        """The choices of which a text consists, with nothing but separators between them."""
        rest, found = fold(raw), []
        for label, code in sorted(self._codes(question).items(), key=lambda item: -len(item[0])):
            at = rest.find(label)
            if at >= 0:
                found.append((at, code))
                rest = rest.replace(label, ";" * len(label))
        codes = dict.fromkeys(code for _, code in sorted(found))
        return list(codes) if vocabulary.between().fullmatch(rest) else []

    def _nearest(self, question: Question, raw: str) -> str:
        """The label of the choice that is nearest to a text."""
        labels = {loose(label): label for label in self.labels(question)}
        within = [key for key in labels if key and key in loose(raw)]
        near = within or get_close_matches(loose(raw[:200]), labels, 1, 0.0)
        return labels[near[0]] if near else ""

    def labels(self, question: Question) -> Sequence[str]:
        """The labels of a question's choices in the workbook's language."""
        choices = self.form.choices_of(question)
        return [choice.label.get(self.language) or choice.code for choice in choices]

    def choices_in_words(self, question: Question) -> str:
        """The choices of a question as a list for a finding."""
        return shortened("; ".join(self.labels(question)), _LONGEST_CHOICES)

    def _codes(self, question: Question) -> Mapping[str, str]:
        return _codes(self.form, question.list_name or "", self.language)


_PER_CENT = str.maketrans("٪％", "%%")


def _missing_code(raw: str) -> Value | None:
    """The value of a missing-value code; None for any other text."""
    key = fold(raw).translate(_LOOK_ALIKE) if len(raw) < 5 else ""
    if key in MISSING:
        return Value(obs_status=MISSING[key])
    return Value(number=0.0, obs_status=NORMAL) if key == NIL else None


def _unshown(cell: Shown, raw: str) -> Cell:
    """What a cell that shows something else holds, to be read as a date."""
    return raw if isinstance(cell.value, str) else cell.value


def _counts_by_label(question: Question) -> bool:
    return any(map(_names_count, question.label.values()))


@lru_cache(1_000)
def _names_count(label: str) -> bool:
    """Whether a label says that its number counts: “Members (number)”, “Number of members”."""
    inside = re.findall(r"[(（]([^()（）]*)[)）]", label)
    parts = [fold(part).strip(" *:") for part in (label, *inside)]
    return any(part in vocabulary.counts() for part in parts) or vocabulary.is_number_of(label)


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
    loosely: dict[str, set[str]] = {}
    for label, code in codes.items():
        loosely.setdefault(loose(label), set()).add(code)
    loosely.pop("", None)
    codes.pop("", None)
    for label, candidates in loosely.items():
        if len(candidates) == 1:  # a key of two choices is ambiguous
            codes.setdefault(label, *candidates)
    return codes


def is_tick(cell: Cell) -> bool | None:
    """Whether the cell beside a choice is ticked; None if it holds something else.

    Here `x` is a tick: a missing-value code is expected in the question's own cell.
    """
    key = fold(raw_text(cell))
    yes, no = vocabulary.ticks()
    return True if key in yes else False if key in no else None
