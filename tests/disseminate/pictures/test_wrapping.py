"""Text is broken where its language allows."""

from hypothesis import given
from hypothesis import strategies as st

from rapporteur.disseminate.pictures.wrapping import narrowest, wrapped


def test_words_stay_whole() -> None:
    assert wrapped("Capacity-building and research", 12, len) == [
        "Capacity-building",
        "and research",
    ]


def test_a_no_break_space_holds_together() -> None:
    assert wrapped("une fois\u202f; celui", 8, len) == ["une", "fois\u202f;", "celui"]


def test_chinese_breaks_anywhere_but_before_a_comma() -> None:
    assert wrapped("战略、政策和方案", 3, len) == ["战略、", "政策和", "方案"]
    assert wrapped("一“二三”四", 2, len) == ["一", "“二", "三”", "四"]


def test_the_widest_word_decides_on_the_least_room() -> None:
    assert narrowest("Laws, regulations", len) == len("regulations")
    assert narrowest("", len) == 0


@given(st.text("ab战，略“” \u00a0\u0627", max_size=40), st.integers(1, 12))
def test_nothing_is_lost_and_every_line_fits_that_can(text: str, room: int) -> None:
    lines = wrapped(text, room, len)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) <= max(room, narrowest(text, len)) for line in lines)
