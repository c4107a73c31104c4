"""Messages in the reader's language."""

import pytest

from rapporteur.design.findings import catalogue
from rapporteur.kernel.errors import UserError
from rapporteur.language.messages import check_spoken, formatted, languages, message, shown_pattern
from rapporteur.translate.patterns import program

BIDI = "\u2068"  # what Fluent puts around parameters unless told not to


def test_a_message_takes_its_parameters() -> None:
    text = message("en", "other_cycle", cycle="a70")
    assert "a70" in text
    assert BIDI not in text
    assert "a70" in message("zh", "other_cycle", cycle="a70")


def test_an_attribute_is_a_message_of_its_own() -> None:
    assert message("en", "file_empty.remedy") != message("en", "file_empty")


def test_a_message_that_a_language_lacks_is_in_english_and_marked() -> None:
    assert message("xx", "file_empty") == f"[en] {message('en', 'file_empty')}"


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_message(language: str) -> None:
    assert set(program(language)) == set(program("en"))


def test_a_language_without_messages_cannot_be_chosen() -> None:
    for language in languages():
        check_spoken(language)
    with pytest.raises(UserError, match="has no messages in “xx”") as refused:
        check_spoken("xx")
    assert all(language in refused.value.remedy for language in languages())


@pytest.mark.parametrize("key", ["no_such_sentence", "file_empty.no_such_attribute"])
def test_an_unknown_message_is_an_error(key: str) -> None:
    with pytest.raises(KeyError):
        message("en", key)


def test_a_pattern_of_a_cycle_is_filled_in() -> None:
    assert formatted("en", "Row { $row } of { $of }.", {"row": "2", "of": "7"}) == "Row 2 of 7."


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "One law."), ("fr", "[en] One law."), ("ru", "1 закон")]
)
def test_a_pattern_in_another_language_has_its_plural_rules_and_is_marked(
    language: str, expected: str
) -> None:
    # In French, unlike English, zero is singular.
    pattern = {
        "en": "{ $laws ->\n [one] One law.\n *[other] { $laws } laws.\n}",
        "ru": "{ $laws ->\n [one] { $laws } закон\n *[other] { $laws } законов\n}",
    }
    assert shown_pattern(pattern, language, {"laws": 1}) == expected
    assert shown_pattern(pattern, "fr", {"laws": 0}) == "[en] 0 laws."


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("code", list(catalogue()))
def test_every_rule_has_a_message_and_a_remedy(code: str, language: str) -> None:
    for key in (code, f"{code}.remedy"):
        text = message(language, key)
        assert text
        if language != "en":
            assert text != message("en", key)


def test_the_two_languages_of_the_cycle_are_there() -> None:
    assert {"en", "zh"} <= set(languages())


def test_a_text_that_several_files_have_is_stated_once() -> None:
    """Two messages that read the same in every language refer to one."""
    texts: dict[tuple[str, ...], str] = {}
    known = {language: program(language) for language in languages()}
    for key in known["en"]:
        text = tuple(messages.get(key, "") for messages in known.values())
        if not text[0].startswith("{ "):
            assert texts.setdefault(text, key) == key
