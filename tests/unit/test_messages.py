"""Sentences in the reader's language."""

import pytest

from rapporteur.findings import catalogue
from rapporteur.messages import formatted, languages, message

BIDI = "\u2068"  # what Fluent puts around parameters unless told not to


def test_a_sentence_takes_its_parameters() -> None:
    said = message("en", "other_cycle", cycle="a70")
    assert "a70" in said
    assert BIDI not in said
    assert "a70" in message("zh", "other_cycle", cycle="a70")


def test_an_attribute_is_a_sentence_of_its_own() -> None:
    assert message("en", "file_empty.remedy") != message("en", "file_empty")


def test_an_unknown_language_falls_back_to_english() -> None:
    assert message("xx", "file_empty") == message("en", "file_empty")


@pytest.mark.parametrize("key", ["no_such_sentence", "file_empty.no_such_attribute"])
def test_an_unknown_sentence_is_an_error(key: str) -> None:
    with pytest.raises(KeyError):
        message("en", key)


def test_a_pattern_that_is_data_is_filled_in() -> None:
    assert formatted("en", "Row { $row } of { $of }.", {"row": "2", "of": "7"}) == "Row 2 of 7."


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("code", list(catalogue()))
def test_every_rule_says_what_is_wrong_and_how_to_mend_it(code: str, language: str) -> None:
    for key in (code, f"{code}.remedy"):
        said = message(language, key)
        assert said
        if language != "en":
            assert said != message("en", key)


def test_the_two_languages_of_the_cycle_are_there() -> None:
    assert {"en", "zh"} <= set(languages())
