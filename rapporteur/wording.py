"""Dates and enumerations in the words of a language: CLDR, as the United Nations use it."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Literal
from unicodedata import bidirectional

import icu
from babel import Locale
from babel.dates import format_date, get_month_names


@cache
def locale(language: str) -> Locale:
    """What CLDR knows of a language; English as the United Nations write it, the British."""
    return Locale.parse("en_GB" if language == "en" else language)


def is_rtl(language: str) -> bool:
    """Whether a language is written from right to left."""
    return locale(language).character_order == "right-to-left"


def is_rtl_text(text: str) -> bool | None:
    """Whether a text is written from right to left, by its first letter; None if it has none."""
    for sign in text:
        direction = bidirectional(sign)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return None


def day(given: date, language: str, style: Literal["long", "full"] = "long") -> str:
    """A date in words, `full` with the day of the week.

    Arabic months have both their names, as in documents of the General Assembly.
    """
    words = format_date(given, style, locale=locale(language))
    if language == "ar":
        eastern, western = (
            get_month_names("wide", "format", one)[given.month] for one in ("ar_SY", "ar_EG")
        )
        return words.replace(western, f"{eastern}/{western}")
    return words


def beside(parts: Iterable[str], separator: str, language: str) -> str:
    """Texts side by side, without the empty ones.

    In a language from right to left each keeps its direction to itself, as one in another language
    must, and the whole has that of the language.
    """
    found = [one for one in parts if one]
    if not found or not is_rtl(language):
        return separator.join(found)
    # Between first strong isolate and pop directional isolate, after a right-to-left mark.
    return "\u200f" + separator.join(f"\u2068{one}\u2069" for one in found)


def enumerated(parts: Iterable[str], language: str) -> str:
    """What a sentence enumerates: A, B and C; in Spanish Francia e Italia, as ICU knows."""
    return str(_lists(str(locale(language))).format(list(parts)))


@cache
def _lists(name: str) -> icu.ListFormatter:
    return icu.ListFormatter.createInstance(icu.Locale(name))
