"""Texts of a form as a cell can show them: without Markdown, and without references."""

import re
from collections.abc import Callable

_TAG = re.compile(r"</?(?:span|font|b|i|u|strong|em|p|div|small|big)\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]\n]+)\]\((https?:[^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_STRONG = re.compile(r"(?<!\\)(\*\*|__)(?=[^\s*_])(.+?)(?<=[^\s*_])\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*_\\])([*_])(?=[^\s*_])([^*_\n]+?)(?<=\S)\1(?![\w*_])")
_ESCAPED = re.compile(r"\\([\\*_#\[\]()<>.])")
_REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")


def without_marks(text: str) -> str:
    """A text without the marks of Markdown and HTML that ODK's programs show as type.

    Of a link both words and address stay.
    """
    for pattern, shown in (
        (_TAG, ""), (_BREAK, "\n"), (_LINK, r"\1 (\2)"), (_HEADING, ""), (_STRONG, r"\2"),
        (_EMPHASIS, r"\2"), (_ESCAPED, r"\1"),
    ):  # fmt: skip
        text = pattern.sub(shown, text)
    return text.strip()


def without_references(text: str, shown: Callable[[str], str]) -> str:
    """A text in which each reference `${name}` is what `shown` has for the name."""
    return _REFERENCE.sub(lambda match: shown(match[1]), text)
