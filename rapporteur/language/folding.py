"""Texts compared as a person compares them."""

import unicodedata
from functools import lru_cache


@lru_cache(10_000)  # the same labels of choices are folded again and again
def fold(text: str) -> str:
    """A key to compare texts without regard to width, case, spaces and invisible marks.

    Invisible marks are those of direction and of joining.
    """
    visible = "".join(c for c in text if c.isascii() or unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", visible).casefold().split())
