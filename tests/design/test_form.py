"""Texts in several languages: what is missing in one is seen."""

import pytest

from rapporteur.language.texts import flagged, language_of, shown_in, unmarked

EITHER = {"zh": "法律", "en": "Law"}


@pytest.mark.parametrize(
    ("text", "language", "spoken", "shown"),
    [
        (EITHER, "zh", "zh", "法律"),
        (EITHER, "en", "en", "Law"),
        (EITHER, "fr", "en", "[en] Law"),
        ({"zh": "法律"}, "en", "zh", "[zh] 法律"),
        ({"zh": "", "es": "Ley"}, "zh", "es", "[es] Ley"),
        ({"fr": "", "en": "", "es": "Ley"}, "zh", "es", "[es] Ley"),
        ({"en": ""}, "fr", "fr", ""),
        ({}, "fr", "fr", ""),
    ],
)
def test_a_text_falls_back_to_english_then_to_any_and_says_so(
    text: dict[str, str], language: str, spoken: str, shown: str
) -> None:
    assert language_of(text, language) == spoken
    assert shown_in(text, language) == shown


def test_what_is_said_in_the_language_asked_for_has_no_mark() -> None:
    assert flagged("Loi", "fr", "fr") == "Loi"
    assert flagged("Law", "en", "fr") == "[en] Law"


@pytest.mark.parametrize(
    ("said", "bare"),
    [
        ("[en] Law", "Law"),
        ("[en] Law; 法律\n[fr] Loi", "Law; 法律\nLoi"),
        ("Law [en] ", "Law "),
        ("Law[en] of [2014] [ENG] [a]", "Law[en] of [2014] [ENG] [a]"),
    ],
)
def test_the_marks_can_be_taken_off(said: str, bare: str) -> None:
    assert unmarked(said) == bare
