"""Dates, lists and ordinals in the words of a language: CLDR, as the United Nations use it."""

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


_SPELLED, _DIGITS = icu.URBNFRuleSetTag.SPELLOUT, icu.URBNFRuleSetTag.ORDINAL
_SPELLED_TO = 100  # the hundredth session is in words, the 101st is not

# The rules that agree with the word for session in gender and place.
_SESSIONS = {
    "ar": ("%spellout-ordinal-feminine", "%digits-ordinal"),
    "en": ("%spellout-ordinal", "%digits-ordinal"),
    "es": ("%spellout-ordinal-masculine-adjective", "%digits-ordinal-masculine-adjective"),
    "fr": ("%spellout-ordinal-feminine", "%digits-ordinal-feminine"),
    "ru": ("%spellout-ordinal-feminine", "%digits-ordinal-feminine"),
    "zh": ("%spellout-ordinal", "%digits-ordinal"),
}
# Where CLDR writes otherwise than United Nations documents, one after the other.
_MENDED = {
    "ar": (("  ", " "),),
    "es": ((".", ""), ("ᵉʳ", "er")),  # 101er, not 101.ᵉʳ
    # The spelling before 1990, soixante et onzième; and quatre-vingt-unième, which has no “et”.
    "fr": (("quatre-vingt-et-", "quatre-vingt-"), ("-et-", " et ")),
}

_ROMAN = (icu.URBNFRuleSetTag.NUMBERING_SYSTEM, "%roman-upper")
_FIGURES = {
    "ar": (_SPELLED, "%spellout-ordinal-masculine"),
    "zh": (_SPELLED, "%spellout-numbering"),
}
_MOST_FIGURES = 20  # more have Arabic numerals


def session(number: int, language: str) -> str:
    """Which session, as a line begins with it: Seventy-ninth, septuagésimo noveno, 第七十九.

    In the gender and form that the language's word for session asks for; in digits above 100,
    where United Nations documents have them and CLDR's rules for Russian and Arabic end. CLDR's
    French is put into the spelling of United Nations documents. A language that is not one of
    the six has bare digits.
    """
    if language not in _SESSIONS:
        return str(number)
    spelled, digits = _SESSIONS[language]
    kind, rules = (_SPELLED, spelled) if number <= _SPELLED_TO else (_DIGITS, digits)
    said = str(_format(kind, language, rules).format(number))
    for given, instead in _MENDED.get(language, ()):
        said = said.replace(given, instead)
    return said[:1].upper() + said[1:]


def figure(number: int, of: int, language: str) -> str:
    """Which of so many figures: IV, in Arabic الرابع, in Chinese 四; with more than twenty, 4."""
    if of > _MOST_FIGURES:
        return str(number)
    kind, rules = _FIGURES.get(language, _ROMAN)
    return str(_format(kind, language, rules).format(number))


@cache
def _format(kind: int, language: str, rules: str) -> icu.RuleBasedNumberFormat:
    found = icu.RuleBasedNumberFormat(kind, icu.Locale(language))
    found.setDefaultRuleSet(rules)
    return found
