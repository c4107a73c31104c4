"""Texts in several languages, and the choice of the language for a reader."""

import re
from collections.abc import Mapping

Text = Mapping[str, str]
"""A text in several languages, by ISO 639-1 code."""

_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
_MARK = re.compile(r"(?<!\S)\[[a-z]{2}\] ")


def language_of(text: Text, language: str) -> str:
    """The language in which to show a text: `language`, or English, or any that it has.

    A caller that shows the text without `mark_language` hides that a translation is missing.
    """
    return next((code for code in (language, "en", *text) if text.get(code)), language)


def shown_in(text: Text, language: str) -> str:
    """A text in `language`, or in another language with its mark: `[en] Law`.

    The mark shows that a translation is missing. Empty if the text is in no language.
    """
    available = language_of(text, language)
    return mark_language(text.get(available, ""), available, language)


def mark_language(text: str, language: str, wanted: str) -> str:
    """A text in `language`, with the mark `[language]` if another language was wanted."""
    return text if language == wanted else f"[{language}] {text}"


def straight(text: str) -> str:
    """A text with straight quotation marks and apostrophes, as on a typewriter."""
    return text.translate(_STRAIGHT)


def unmarked(text: str) -> str:
    """A text without marks of `mark_language`, such as an answer copied from a workbook."""
    return _MARK.sub("", text)
