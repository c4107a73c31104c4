"""From what a person wrote in a cell to a value."""

from datetime import date, datetime, time

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.dates import gregorian, to_date
from rapporteur.form import parse_form
from rapporteur.normalize import (
    EMPTY,
    Normalizer,
    Value,
    fold,
    is_tick,
    raw_text,
)
from rapporteur.numerals import approximate, to_number
from rapporteur.ooxml import Flaw
from rapporteur.spreadsheet import Cell
from tests.support import FORM

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
form = parse_form(FORM)


def value(question: str, cell: Cell, language: str = "en") -> Value:
    return Normalizer(form, language).value(form.questions[question], cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("  a text ", "a text"),
        (2023.0, "2023"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        (True, "true"),
        (datetime(2023, 4, 18), "2023-04-18"),
        (datetime(2023, 4, 18, 9, 30), "2023-04-18T09:30:00"),
        (date(2023, 4, 18), "2023-04-18"),
        (time(9, 30), "09:30:00"),
    ],
)
def test_the_raw_text_is_what_a_person_would_read(cell: Cell, text: str) -> None:
    assert raw_text(cell) == text


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_ignores_width_case_and_spaces() -> None:
    assert fold("  Ｉn   FORCE ") == fold("in\u00a0force") == "in force"


numbers = st.decimals(-(10**12), 10**12, places=3)


@given(numbers, st.sampled_from(LANGUAGES), st.booleans())
def test_a_number_written_in_a_language_is_read_in_it(
    number: float, language: str, grouped: bool
) -> None:
    written = format_decimal(number, locale=language, group_separator=grouped)
    assert to_number(written, language) == float(number)


@given(numbers)
def test_arabic_digits_and_separators_are_read(number: float) -> None:
    written = format_decimal(
        number,
        locale="ar_EG",
        numbering_system="arab",  # type: ignore[call-arg]
    )
    assert to_number(written, "ar") == float(number)


@pytest.mark.parametrize(
    ("written", "language", "number"),
    [
        ("1,5", "en", 1.5),  # no group of three: a decimal comma after all
        ("1,500", "en", 1500.0),
        ("1,500", "fr", 1.5),
        ("1.234.567,8", "en", 1234567.8),
        ("1'234.5", "en", 1234.5),
        ("１２．５％", "zh", 12.5),
        ("12 %", "en", 12.0),
        ("US$ 1,000", "en", 1000.0),
        ("€5", "en", 5.0),
        ("−3", "en", -3.0),
        ("+4", "en", 4.0),
    ],
)
def test_numbers_as_people_write_them(written: str, language: str, number: float) -> None:
    assert to_number(written, language) == number


@pytest.mark.parametrize(
    "written", ["", "about 5", "5 million", "2014-2016", "nan", "inf", "-Infinity", "1.2.3", "%"]
)
def test_what_spells_no_number_has_none(written: str) -> None:
    assert to_number(written, "en") is None


def test_a_number_is_no_truth_and_no_date() -> None:
    assert value("share", True) == Value(obs_status="A")
    assert value("share", date(2023, 4, 18)) == Value(obs_status="A")


@pytest.mark.parametrize(
    "written",
    [
        "2023-04-18",
        "18 April 2023",
        "18/04/2023",
        "18.4.2023",
        "18-Apr-2023",
        "2023年4月18日",
        "18 avril 2023",
        "18 de abril de 2023",
        "18 апреля 2023 г.",
        "١٨ أبريل ٢٠٢٣",
        datetime(2023, 4, 18, 15, 0),
        date(2023, 4, 18),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_dates_as_people_write_them(written: Cell, language: str) -> None:
    assert to_date(written, language) == date(2023, 4, 18)


def test_the_day_comes_before_the_month() -> None:
    assert to_date("05/04/2023", "en") == date(2023, 4, 5)


@pytest.mark.parametrize(
    "written", ["2023", "April 2023", "yesterday", "31/02/2023", "soon", 2023, 1e300, "1" * 5_000]
)
def test_what_is_no_whole_day_is_no_date(written: Cell) -> None:
    assert to_date(written, "en") is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("a", Value(obs_status="M")),
        ("M", Value(obs_status="O")),
        (" x ", Value(obs_status="K")),
        ("ｍ", Value(obs_status="O")),
        ("n", Value(number=0.0, obs_status="A")),
        ("", EMPTY),
        (None, EMPTY),
    ],
)
@pytest.mark.parametrize("question", ["unit", "staff", "share", "law_on", "law_status", "topics"])
def test_missing_value_codes_may_stand_in_any_cell(
    question: str, cell: Cell, expected: Value
) -> None:
    assert value(question, cell) == expected


def test_a_whole_number_is_whole() -> None:
    assert value("staff", "7") == value("staff", 7.0) == Value(number=7.0, obs_status="A")
    assert value("staff", 7.5) == value("staff", "seven") == Value(obs_status="A")
    assert value("share", 7.5) == Value(number=7.5, obs_status="A")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("written", ["In force", "IN  FORCE", "已生效", "in_force"])
def test_a_choice_is_known_by_its_label_in_any_language_and_by_its_code(
    written: str, language: str
) -> None:
    assert value("law_status", written, language) == Value(code="in_force", obs_status="A")


def test_a_label_of_the_workbook_s_language_comes_first() -> None:
    text = FORM.replace("| status | in_force | In force |", "| status | in_force | 已提议 |")
    crossed = parse_form(text)
    for language, code in (("zh", "proposed"), ("en", "in_force")):
        found = Normalizer(crossed, language).value(crossed.questions["law_status"], "已提议")
        assert found.code == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Access to finance; Other", "finance other"),
        ("获得融资；教育", "finance education"),
        ("Education\nOther;", "education other"),
        ("Education; something else", None),
        (";", None),
    ],
)
def test_several_choices_in_one_cell(written: str, code: str | None) -> None:
    assert value("law_topics", written) == Value(code=code, obs_status="A")


@pytest.mark.parametrize(
    ("cell", "ticked"),
    [
        ("✓", True),
        ("X", True),
        (1.0, True),
        (True, True),
        ("是", True),
        ("", False),
        (None, False),
        ("no", False),
        (False, False),
        ("mostly", None),
    ],
)
def test_a_tick_is_a_tick(cell: Cell, ticked: bool | None) -> None:
    assert is_tick(cell) is ticked
