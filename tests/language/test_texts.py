"""Texts in several languages, and the mark of a missing translation."""

import pytest

from rapporteur.language.texts import language_of, mark_language, shown_in, unmarked

EITHER = {"zh": "法律", "en": "Law"}


@pytest.mark.parametrize(
    ("text", "language", "available", "shown"),
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
def test_a_text_falls_back_to_english_then_to_any_and_is_marked(
    text: dict[str, str], language: str, available: str, shown: str
) -> None:
    assert language_of(text, language) == available
    assert shown_in(text, language) == shown


def test_a_text_in_the_wanted_language_has_no_mark() -> None:
    assert mark_language("Loi", "fr", "fr") == "Loi"
    assert mark_language("Law", "en", "fr") == "[en] Law"


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("[en] Law", "Law"),
        ("[en] Law; 法律\n[fr] Loi", "Law; 法律\nLoi"),
        ("Law [en] ", "Law "),
        ("Law[en] of [2014] [ENG] [a]", "Law[en] of [2014] [ENG] [a]"),
    ],
)
def test_the_marks_can_be_removed(marked: str, bare: str) -> None:
    assert unmarked(marked) == bare
