"""Words for nothing, codes in free texts, ticks, lists of choices, years of other calendars."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from rapporteur.collect.reading import vocabulary
from rapporteur.collect.reading.answers import Reading
from rapporteur.collect.reading.display.cells import Look, shown
from rapporteur.collect.reading.questionnaire import read_answers
from rapporteur.collect.reading.spreadsheet import Cell, Sheet
from rapporteur.collect.reading.values import Normalizer, Value, is_tick
from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Form
from rapporteur.design.xlsform import parse_form
from tests.support import COMPLETE, cell, filled, read, tiny_cycle, values

FORM = parse_form("""
| survey | | | | | |
| | type | name | label::English (en) | label::Arabic (ar) | appearance |
| | begin group | about | About | حول | |
| | text | law | Law | القانون | |
| | integer | founded | Founded in | تأسس في | year |
| | integer | trained_per_year | Trained a year | المتدربون سنوياً | |
| | decimal | rate | Rate (per cent) | النسبة (في المائة) | |
| | decimal | members | Members (number) | الأعضاء (عدد) | |
| | integer | workers | Number of workers | عدد العاملين | |
| | date | adopted | Adopted on | اعتمد في | |
| | select_one sex | sex | Sex | الجنس | |
| | select_multiple topic | topics | Topics | المواضيع | |
| | begin repeat | figures | Figures | أرقام | |
| | text | indicator | Indicator | المؤشر | |
| | decimal | number | Value | القيمة | |
| | select_one unit | unit_of | Unit | الوحدة | |
| | end repeat | | | | |
| | end group | | | | |
| choices | | | | | |
| | list_name | name | label::English (en) | label::Arabic (ar) | |
| | sex | male | M | ذ | |
| | sex | female | F | أ | |
| | topic | none | None | لا شيء | |
| | topic | work | Work, decent | العمل | |
| | topic | trade | Trade and transport | التجارة | |
| | unit | percent | Per cent | في المائة | |
| | unit | persons | Persons | أشخاص | |
| | unit | enterprises | Enterprises | منشآت | |
""")


def value(question: str, content: Cell, language: str = "en", form: Form = FORM) -> Value:
    return Normalizer(form, language).value(form.questions[question], content)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("N/A", "a"), ("n.a.", "a"), ("Not applicable", "a"), ("s.o.", "a"), ("Sans objet", "a"),
        ("No aplica", "a"), ("не применимо", "a"), ("НЕПРИМЕНИМО", "a"), ("不适用", "a"),
        ("لا ينطبق", "a"),
        ("No information available", "m"), ("n.d.", "m"), ("n/d", "m"), ("Non disponible", "m"),
        ("Sin datos", "m"), ("нет данных", "m"), ("Н/Д", "m"), ("暂无数据", "m"), ("غير متاح", "m"),
        ("..", "m"), ("TBD", "m"),
        ("None", "n"), ("nil", "n"), ("-", "n"), ("–", "n"), ("—", "n"), ("Néant", "n"),
        ("Neant.", "n"), ("Ninguna", "n"), ("нет", "n"), ("无", "n"), ("لا يوجد", "n"),
        ("see above", "x"), ("Voir ci-dessus", "x"), ("см. выше", "x"), ("同上", "x"),
        ("انظر أعلاه", "x"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("question", ["law", "rate", "founded", "adopted", "sex"])
def test_a_word_for_nothing_is_a_proposal(question: str, text: str, code: str) -> None:
    assert value(question, text) == Value(fault="word_for_nothing", offered=code)
    assert vocabulary.nothing(f"  {text} ") == code


@pytest.mark.parametrize(
    "text",
    ["No", "Nonetheless", "National law", "Act 1", "Aucune loi sur les mutuelles", "A", "5", "NAB",
     "None of the laws mentions it", "нетто", "无锡市", "Sin Datos S.A. de C.V.", "N/A: see below"],
)  # fmt: skip
def test_other_texts_are_no_words_for_nothing(text: str) -> None:
    assert vocabulary.nothing(text) is None


def test_a_label_goes_before_a_word_or_a_code() -> None:
    assert value("topics", "None") == Value(code="none", obs_status="A")
    assert value("topics", "لا شيء", "ar") == Value(code="none", obs_status="A")
    assert value("sex", "M") == value("sex", "m") == Value(code="male", obs_status="A")
    assert value("sex", "a") == Value(obs_status="M")
    assert value("sex", "أ", "ar") == Value(code="female", obs_status="A")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("text", ["A", "M", "X", "N"])
def test_a_letter_in_a_free_text_is_read_as_a_code_with_a_finding(text: str, language: str) -> None:
    assert value("law", text, language).fault == "read_as_code"
    assert value("rate", text, language).fault is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Work, decent; Trade and transport", "work trade"),
        ("Work, decent, Trade and transport", "work trade"),
        ("Trade and transport / Work, decent", "trade work"),
        ("- Work, decent\n- Trade and transport", "work trade"),
        ("العمل، التجارة", "work trade"),
        ("العمل والتجارة", "work trade"),
        ("work trade", "work trade"),
    ],
)
def test_several_choices_are_known_by_any_separator(text: str, codes: str) -> None:
    assert value("topics", text) == Value(code=codes, obs_status="A")


@pytest.mark.parametrize(
    "text",
    ["✓", "✔", "✅", "☑", "√", "x", "X", "yes", "Oui", "Sí", "да", "是", "نعم", "■", "1", "v"],
)
def test_ticks_are_as_wide_as_people_set_them(text: str) -> None:
    assert is_tick(text) is True


@pytest.mark.parametrize(
    ("written", "language", "year", "fault"),
    [
        (1445, "ar", 2023, "calendar_suspect"),
        ("١٤٤٥", "ar", 2023, "calendar_suspect"),
        (1350, "ar", 1931, "calendar_suspect"),
        (1402, "en", 2023, "calendar_suspect"),
        (2566, "en", 2023, "calendar_suspect"),
        (2023, "ar", 2023, None),
    ],
)
def test_a_year_of_another_calendar_is_one_where_the_form_asks_for_a_year(
    written: Cell, language: str, year: int, fault: str | None
) -> None:
    assert value("founded", written, language) == Value(number=year, obs_status="A", fault=fault)
    number = value("trained_per_year", written, language).number
    assert number == float(str(written).translate(str.maketrans("١٤٥", "145")))


def test_a_date_of_the_islamic_calendar_is_read_in_an_arabic_workbook() -> None:
    found = value("adopted", "01/09/1445", "ar")
    assert (str(found.day), found.fault) == ("2024-03-11", "calendar_suspect")


@pytest.mark.parametrize("text", ["12.5 %", "12,5%", "٪١٢", "12％"])
def test_a_percentage_is_no_number_of_persons(text: str) -> None:
    assert (
        value("members", text)
        == value("trained_per_year", text)
        == Value(fault="per_cent_in_count")
    )
    assert value("rate", text).fault is None


@pytest.mark.parametrize("question", ["members", "workers"])
def test_a_negative_number_counts_nobody(question: str) -> None:
    assert value(question, -3) == Value(fault="per_cent_in_count")
    assert value("rate", -3).number == -3


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    return tiny_cycle(tmp_path_factory.mktemp("words"))


def with_figure(written: object, unit: str, number_format: str = "General") -> Reading:
    """What is read of one row of figures."""
    content: object = written
    if number_format != "General":
        content = shown(written, Look(number_format))  # type: ignore[arg-type]
    rows = [
        ["#sheet:about"],
        ["#repeat:figures", "", "indicator", "number", "unit_of", "note"],
        ["#header", "", "Indicator", "Value", "Unit", "Note"],
        ["#row", "", "Members", content, unit],
    ]
    hidden = [["rapporteur:questionnaire", "1"], ["language", "en"]]
    sheets = [Sheet("1", rows), Sheet("rapporteur", hidden)]  # type: ignore[arg-type]
    return read_answers(sheets, FORM, "reply.xlsx")


@pytest.mark.parametrize(
    ("written", "number_format", "unit", "fault"),
    [
        ("12,5 %", "General", "Persons", "per_cent_in_count"),
        (0.125, "0.0%", "Persons", "per_cent_in_count"),
        (12.5, "General", "Enterprises", "per_cent_in_count"),
        (-3, "General", "أشخاص", "per_cent_in_count"),
        (0.125, "0.0%", "Per cent", None),
        ("12,5 %", "General", "Per cent", None),
        (1250, "General", "Persons", None),
    ],
)
def test_a_number_with_a_unit_that_counts_is_whole(
    written: object, number_format: str, unit: str, fault: str | None
) -> None:
    reading = with_figure(written, unit, number_format)
    assert [f.code for f in reading.findings] == ([fault] if fault else [])
    (number,) = [a.value.number for a in reading.answers if a.question == "number"]
    assert (number is None) == (fault is not None)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("N/A", "N/A", "-"), "a"),
        (("Néant", None, "s.o."), "n"),
        (("Нет данных", "нет данных", None), "m"),
        (("无", "无", "无"), "n"),
        (("لا ينطبق", None, None), "a"),
    ],
)
def test_a_row_of_words_for_nothing_is_no_row_and_one_finding(
    cycle: Cycle, tmp_path: Path, words: tuple[str | None, ...], offered: str
) -> None:
    def edit(workbook: Workbook) -> None:
        for question, word in zip(("law_title", "law_status", "law_budget"), words, strict=True):
            cell(workbook, question, 3).value = word

    workbook = filled(cycle, "XAA", COMPLETE)
    edit(workbook)
    workbook.save(tmp_path / "reply.xlsx")
    reading = read(cycle, tmp_path / "reply.xlsx")
    assert [(f.code, f.params["read"]) for f in reading.findings] == [("word_for_nothing", offered)]
    assert not [key for key in values(reading) if key[1] == 3]
    assert reading.ledger.unread == sum(word is not None for word in words)


@pytest.mark.parametrize("text", ["In force since 2014", "Approved", "已生效了"])
def test_a_choice_that_is_rejected_comes_with_the_choices_and_the_nearest(
    cycle: Cycle, tmp_path: Path, text: str
) -> None:
    workbook = filled(cycle, "XAA", COMPLETE)
    cell(workbook, "law_status", 1).value = text
    workbook.save(tmp_path / "reply.xlsx")
    (said,) = read(cycle, tmp_path / "reply.xlsx").findings
    assert said.code == "unknown_choice"
    assert said.params["choices"] == "Proposed; In force"
    assert said.params["nearest"] in ("Proposed", "In force")
