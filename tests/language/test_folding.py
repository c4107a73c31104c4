"""Which texts are the same to a person."""

import pytest

from rapporteur.language.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“In place” means", '"In place" means'),
        ("l’économie", "l'économie"),
        ("Law\u00a0;  year", "law ; YEAR"),
        ("\u200eＡ", "a"),
    ],
)
def test_texts_are_the_same_whatever_a_program_made_of_their_marks(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_other_words_are_other_texts() -> None:
    assert fold("in place") != fold("in palace")
