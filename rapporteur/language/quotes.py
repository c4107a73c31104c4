"""Quotation marks within quotation marks."""

import re
from collections.abc import Mapping

_INNER: Mapping[str, tuple[str, str, str, str]] = {
    "ar": ("«", "»", "“", "”"),
    "en": ("“", "”", "‘", "’"),
    "es": ("“", "”", "‘", "’"),
    "fr": ("«", "»", "“", "”"),
    "ru": ("«", "»", "„", "“"),
    "zh": ("“", "”", "‘", "’"),
}
"""By language: the marks of a quotation, then those of a quotation in it."""


def nested(text: str, language: str) -> str:
    """A text to be put between quotation marks: its own become those of the second degree."""
    if language not in _INNER:
        return text
    opening, closing, inner_opening, inner_closing = _INNER[language]
    spaces = "[\u202f\u00a0 ]*" if language == "fr" else ""
    text = re.sub(opening + spaces, inner_opening, text)
    return re.sub(spaces + closing, inner_closing, text)
