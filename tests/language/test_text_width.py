"""Estimates of the room that a text takes in a cell."""

import pytest

from rapporteur.build.validation import clip, joined
from rapporteur.language.text_width import lines, longest_word, width
from rapporteur.language.typeface import typeface


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("", 10, 1),
        ("aaaa aaaa", 10, 1),
        ("aaaa aaaa aaaa", 10, 2),
        ("one\ntwo", 10, 2),
        ("a" * 25, 10, 3),
        ("社会互助经济以推动", 10, 2),  # breaks anywhere
        ("ILO 社会互助", 12, 1),
    ],
)
def test_lines(text: str, columns: float, expected: int) -> None:
    assert lines(text, columns) == expected


def test_ideograms_are_nearly_two_digits_wide() -> None:
    assert width("中文") == pytest.approx(3.8)
    assert longest_word("a bbb 中文") == 3


def test_chinese_lines_are_higher() -> None:
    assert typeface("zh").height("a", 10) > typeface("en").height("a", 10)


def test_texts_are_cut_between_words() -> None:
    assert clip("short", 10) == "short"
    assert clip("some words, that are too long", 13) == "some words…"
    assert clip("没有空格的一段文字", 6) == "没有空格的…"


def test_sentences_are_left_out_whole() -> None:
    assert joined(["One.", "", "Two.", "x" * 50, "3."], 13) == "One.\nTwo.\n3."
    assert len(joined(["y" * 50], 10)) == 10
