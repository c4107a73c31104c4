"""The values of what people write in cells."""

from datetime import date, datetime, time

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.collect.reading.dates import gregorian, to_date
from rapporteur.collect.reading.numbers import approximate, to_number
from rapporteur.collect.reading.spreadsheet import Cell
from rapporteur.collect.reading.texts import raw_text
from rapporteur.collect.reading.values import EMPTY, Normalizer, Value, is_tick
from rapporteur.design.xlsform import parse_form
from rapporteur.kernel.xlsx_flaws import Flaw
from rapporteur.language.folding import fold
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
    text = format_decimal(number, locale=language, group_separator=grouped)
    assert to_number(text, language) == float(number)


@given(numbers)
def test_arabic_digits_and_separators_are_read(number: float) -> None:
    text = format_decimal(
        number,
        locale="ar_EG",
        numbering_system="arab",  # type: ignore[call-arg]
    )
    assert to_number(text, "ar") == float(number)


@pytest.mark.parametrize(
    ("text", "language", "number"),
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
def test_numbers_as_people_write_them(text: str, language: str, number: float) -> None:
    assert to_number(text, language) == number


@pytest.mark.parametrize(
    "text", ["", "about 5", "5 million", "2014-2016", "nan", "inf", "-Infinity", "1.2.3", "%"]
)
def test_other_texts_are_not_numbers(text: str) -> None:
    assert to_number(text, "en") is None


def test_booleans_and_dates_are_not_numbers() -> None:
    assert value("share", True) == Value(obs_status="A")
    assert value("share", date(2023, 4, 18)) == Value(obs_status="A")


@pytest.mark.parametrize(
    "cell",
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
def test_dates_as_people_write_them(cell: Cell, language: str) -> None:
    assert to_date(cell, language) == date(2023, 4, 18)


def test_the_day_comes_before_the_month() -> None:
    assert to_date("05/04/2023", "en") == date(2023, 4, 5)


@pytest.mark.parametrize(
    "cell", ["2023", "April 2023", "yesterday", "31/02/2023", "soon", 2023, 1e300, "1" * 5_000]
)
def test_incomplete_dates_are_not_dates(cell: Cell) -> None:
    assert to_date(cell, "en") is None


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
@pytest.mark.parametrize("question", ["staff", "share", "law_on", "law_status", "topics"])
def test_missing_value_codes_may_stand_in_any_cell(
    question: str, cell: Cell, expected: Value
) -> None:
    assert value(question, cell) == expected


@pytest.mark.parametrize("cell", ["a", "M", " x ", "ｍ", "n", "м"])
def test_a_code_in_a_free_text_is_read_with_a_finding(cell: str) -> None:
    assert value("remarks", cell) == value("share", cell)._replace(fault="read_as_code")


@pytest.mark.parametrize(("cell", "fault"), [("m", None), ("M", "read_as_code")])
def test_where_a_text_is_required_a_code_is_what_the_questionnaire_asks_for(
    cell: str, fault: str | None
) -> None:
    assert value("unit", cell) == Value(obs_status="O", fault=fault)


def test_a_whole_number_is_whole() -> None:
    assert value("staff", "7") == value("staff", 7.0) == Value(number=7.0, obs_status="A")
    assert value("staff", 7.5) == value("staff", "seven") == Value(obs_status="A")
    assert value("share", 7.5) == Value(number=7.5, obs_status="A")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("text", ["In force", "IN  FORCE", "已生效", "in_force", "[en] In force"])
def test_a_choice_is_known_by_its_label_in_any_language_and_by_its_code(
    text: str, language: str
) -> None:
    assert value("law_status", text, language) == Value(code="in_force", obs_status="A")


def test_a_label_of_the_workbook_s_language_comes_first() -> None:
    text = FORM.replace("| status | in_force | In force |", "| status | in_force | 已提议 |")
    crossed = parse_form(text)
    for language, code in (("zh", "proposed"), ("en", "in_force")):
        crossed_value = Normalizer(crossed, language).value(
            crossed.questions["law_status"], "已提议"
        )
        assert crossed_value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Access to finance; Other", "finance other"),
        ("获得融资；教育", "finance education"),
        ("Education\nOther;", "education other"),
        ("Education, Other", "education other"),
        ("获得融资、教育", "finance education"),
        ("Education / Access to finance", "education finance"),
        ("• Education\n• Other", "education other"),
        ("Education and Other", "education other"),
    ],
)
def test_several_choices_in_one_cell(text: str, code: str) -> None:
    assert value("law_topics", text) == Value(code=code, obs_status="A")


@pytest.mark.parametrize(
    ("text", "nearest"), [("Education; something else", "Education"), ("Others", "Other")]
)
def test_several_choices_of_which_one_is_unknown_are_none(text: str, nearest: str) -> None:
    assert value("law_topics", text) == Value(fault="unknown_choice", offered=nearest)


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


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("1 234 567,5", "fr", 1234567.5),
        ("1’234’567", "en", 1234567.0),
        ("۱۲٬۵۰۰", "ar", 12500.0),
        ("\u200f12\u200e %", "ar", 12.0),
        ("USD 1 000", "en", 1000.0),
        ("₹ 1,00,000", "en", 100_000.0),
        ("2014 2016", "en", None),
        ("12.5¹", "en", None),  # a footnote is no digit
        ("5²", "en", None),
        ("1" * 5_000, "en", None),
    ],
)
def test_numbers_as_texts(text: str, language: str, number: float | None) -> None:
    assert to_number(text, language) == number


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("approx. 1.2 million", "en", 1.2e6),
        ("US$ 3 bn", "en", 3e9),
        ("about 5", "en", 5),
        ("> 500", "en", 500),
        ("environ 3 milliards", "fr", 3e9),
        ("2 billion", "en", 2e9),
        ("2 billions", "fr", 2e12),
        ("unos 5 mil", "es", 5e3),
        ("5 mil millones", "es", 5e9),
        ("около 1,5 млн", "ru", 1.5e6),
        ("5 миллионов", "ru", 5e6),
        ("约3万", "zh", 3e4),
        ("1.2亿元", "zh", 1.2e8),
        ("حوالي 3 ملايين", "ar", 3e6),
        ("٣ مليون", "ar", 3e6),
        ("5M", "en", 5e6),
        ("5 m", "en", None),
        ("5 people", "en", None),
        ("2014-2016", "en", None),
        ("somewhere 5", "en", None),
    ],
)
def test_a_number_in_words_is_read_with_a_warning(
    text: str, language: str, number: float | None
) -> None:
    assert approximate(text, language) == number
    assert value("share", text, language) == Value(
        number=number, obs_status="A", fault=None if number is None else "number_approximate"
    )


@pytest.mark.parametrize(
    "cell",
    ["April 18, 2023", "04/18/2023", "2023/04/18", "20230418", "18.04.23", 45034, 20230418,
     "18 نيسان/أبريل 2023", "18 نيسان 2023", "٢٠٢٣/٠٤/١٨", "\u200f18/04/2023"],
)  # fmt: skip
def test_other_orders_and_serials_are_dates(cell: Cell) -> None:
    assert to_date(cell, "en") == date(2023, 4, 18)


def test_a_serial_counts_from_where_its_workbook_does() -> None:
    assert to_date(45034 - 1462, "en", from_1904=True) == date(2023, 4, 18)
    assert to_date("12 تشرين الأول/أكتوبر 2023", "ar") == date(2023, 10, 12)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2566, 4, 18), date(2023, 4, 18)),
        (date(1402, 1, 29), date(2023, 4, 18)),
        (date(1403, 12, 30), date(2025, 3, 20)),
        (date(2023, 4, 18), None),
    ],
)
def test_other_calendars_are_suspected(cell: date, day: date | None) -> None:
    assert gregorian(cell, "en") == day


def test_a_year_of_another_calendar_is_read_with_a_warning() -> None:
    suspect = Value(number=2023, obs_status="A", fault="calendar_suspect")
    assert value("law_year", 2566) == value("law_year", "1402") == suspect
    assert value("staff", 2566) == Value(number=2566, obs_status="A")
    assert value("law_on", "18/04/2566").day == date(2023, 4, 18)


@pytest.mark.parametrize(
    "text",
    ["In force and proposed", "Proposed / In force", "proposed, in_force", "已提议和已生效"],
)
def test_two_choices_in_one_cell(text: str) -> None:
    assert value("law_status", text) == Value(fault="two_choices")


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("In force since 2014", "In force"), ("Proposal", "Proposed"), ("проект", "Proposed")],
)
def test_an_edited_choice_has_no_value_and_the_nearest_is_offered(text: str, nearest: str) -> None:
    assert value("law_status", text) == Value(fault="unknown_choice", offered=nearest)


@pytest.mark.parametrize("text", ["Ín fórce", "In force.", "\u202bin force\u202c", "“In force”"])
def test_diacritics_marks_and_points_make_no_difference(text: str) -> None:
    assert value("law_status", text) == Value(code="in_force", obs_status="A")


def test_cyrillic_letters_are_codes_and_controls_no_text() -> None:
    assert [value("share", letter).obs_status for letter in "амх"] == ["M", "O", "K"]
    assert value("unit", "a\x00b\x07c\nd").text == "abc\nd"
    assert value("unit", "\u200f\u200b") == EMPTY
    assert value("unit", Flaw("error_value", "#REF!")) == Value(fault="error_value")
    assert raw_text(Flaw("error_value", "#REF!")) == "#REF!"
