"""Texts compared as a person compares them."""

import unicodedata


def fold(text: str) -> str:
    """A key to compare texts without regard to width, case, spaces and invisible marks.

    Invisible marks are those of direction and of joining.
    """
    visible = "".join(c for c in text if c.isascii() or unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", visible).casefold().split())
