"""A text in several languages, and the one that a reader is shown."""

import re
from collections.abc import Mapping

Text = Mapping[str, str]
"""A text in several languages, by ISO 639-1 code."""

_MARK = re.compile(r"(?<!\S)\[[a-z]{2}\] ")


def language_of(text: Text, language: str) -> str:
    """The language that a text is to be had in: `language`, else English, else any that it has.

    Who takes the text in it without `flagged` hides that a translation is missing.
    """
    return next((one for one in (language, "en", *text) if text.get(one)), language)


def shown_in(text: Text, language: str) -> str:
    """A text for a reader; what is in another language than asked for says in which.

    So a translation that is missing is seen: `[en] Law`. A text without any words is empty.
    """
    spoken = language_of(text, language)
    return flagged(text.get(spoken, ""), spoken, language)


def flagged(said: str, spoken: str, wanted: str) -> str:
    """What is said in a language, marked with it where another was wanted."""
    return said if spoken == wanted else f"[{spoken}] {said}"


def unmarked(said: str) -> str:
    """What people chose or copied from a workbook in which it was marked so."""
    return _MARK.sub("", said)
