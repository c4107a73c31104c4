"""Dates and enumerations in six languages."""

from datetime import date

import pytest

from rapporteur.language.cldr import beside, day, enumerated, is_rtl, is_rtl_text


@pytest.mark.parametrize(
    ("language", "words", "full", "parts"),
    [
        ("ar", "18 نيسان/أبريل 2023", "الثلاثاء، 18 نيسان/أبريل 2023", "A وB وC"),
        ("en", "18 April 2023", "Tuesday, 18 April 2023", "A, B and C"),
        ("es", "18 de abril de 2023", "martes, 18 de abril de 2023", "A, B y C"),
        ("fr", "18 avril 2023", "mardi 18 avril 2023", "A, B et C"),
        ("ru", "18 апреля 2023\u202fг.", "вторник, 18 апреля 2023\u202fг.", "A, B и C"),
        ("zh", "2023年4月18日", "2023年4月18日星期二", "A、B和C"),
    ],
)
def test_dates_and_lists_in_words(language: str, words: str, full: str, parts: str) -> None:
    april = date(2023, 4, 18)
    assert day(april, language) == words
    assert day(april, language, "full") == full
    assert enumerated("ABC", language) == parts
    assert enumerated(["A"], language) == "A"
    assert enumerated([], language) == ""
    assert is_rtl(language) is (language == "ar")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_texts_stand_side_by_side(language: str) -> None:
    assert beside(("Law", "", "[en] Act"), " — ", language) == "Law — [en] Act"


def test_texts_side_by_side_are_isolated_from_right_to_left() -> None:
    text = beside(("[en] Law (2014)", "", "قانون"), " — ", "ar")
    assert text == "\u200f\u2068[en] Law (2014)\u2069 — \u2068قانون\u2069"
    assert is_rtl_text(text) is True
    assert beside(("",), " — ", "ar") == ""


@pytest.mark.parametrize(
    ("text", "rtl"), [("(1) قانون", True), ("«Law» قانون", False), ("法律", False), ("2014", None)]
)
def test_the_first_letter_tells_the_direction(text: str, rtl: bool | None) -> None:
    assert is_rtl_text(text) is rtl


@pytest.mark.parametrize(
    ("last", "parts"),
    [
        ("Italia", "Francia e Italia"),
        ("Islandia", "Francia e Islandia"),
        ("Uruguay", "Francia y Uruguay"),
    ],
)
def test_spanish_has_another_and_before_the_same_sound(last: str, parts: str) -> None:
    assert enumerated(["Francia", last], "es") == parts
