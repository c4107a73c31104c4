"""Dates, lists and ordinals in words, from CLDR data adapted to United Nations usage."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Literal
from unicodedata import bidirectional

import icu
from babel import Locale
from babel.dates import format_date, get_month_names
from babel.localedata import locale_identifiers

from rapporteur.language.folding import fold
from rapporteur.language.messages import languages


@cache
def locale(language: str) -> Locale:
    """The CLDR locale of a language; British for English, as the United Nations write it."""
    return Locale.parse("en_GB" if language == "en" else language)


def language_named(text: str) -> str:
    """The ISO 639-1 code of a language from its code or name, such as fr-CH, French or Français.

    Names are known in the language itself and in those of the program. Empty for any other text.
    """
    folded = fold(text)
    code = re.split("[-_]", folded)[0]
    names = _language_names()
    return names.get(folded) or (code if code in names.values() else "")


@cache
def _language_names() -> Mapping[str, str]:
    """The codes of languages by their folded names."""
    codes = [code for code in map(str, Locale("en").languages) if re.fullmatch("[a-z]{2}", code)]
    readers = [Locale(code) for code in languages()]
    own = [(code, Locale(code)) for code in codes if code in _locales()]
    named = [
        *((code, reader.languages.get(code)) for reader in readers for code in codes),
        *((code, locale.languages.get(code)) for code, locale in own),
    ]
    return {fold(name): code for code, name in reversed(named) if name}


@cache
def _locales() -> frozenset[str]:
    return frozenset(locale_identifiers())


def is_rtl(language: str) -> bool:
    """Whether a language is written from right to left."""
    return locale(language).character_order == "right-to-left"


def is_rtl_text(text: str) -> bool | None:
    """Whether a text begins with a right-to-left letter; None if it has no letters."""
    for character in text:
        direction = bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return None


def day(value: date, language: str, style: Literal["long", "full"] = "long") -> str:
    """A date in words; the style `full` adds the day of the week.

    An Arabic month has its two names, as in documents of the General Assembly.
    """
    words = format_date(value, style, locale=locale(language))
    if language == "ar":
        eastern, western = (
            get_month_names("wide", "format", region)[value.month] for region in ("ar_SY", "ar_EG")
        )
        return words.replace(western, f"{eastern}/{western}")
    return words


def beside(parts: Iterable[str], separator: str, language: str) -> str:
    """The texts that are not empty, joined with `separator`.

    In a right-to-left language the whole begins with a right-to-left mark, and each text is
    isolated, so that one in another language does not change the direction of its neighbours.
    """
    texts = [text for text in parts if text]
    if not texts or not is_rtl(language):
        return separator.join(texts)
    # Between first strong isolate and pop directional isolate, after a right-to-left mark.
    return "\u200f" + separator.join(f"\u2068{text}\u2069" for text in texts)


def enumerated(parts: Iterable[str], language: str) -> str:
    """A list in words, as ICU writes it: A, B and C; in Spanish, Francia e Italia."""
    return str(_lists(str(locale(language))).format(list(parts)))


@cache
def _lists(name: str) -> icu.ListFormatter:
    return icu.ListFormatter.createInstance(icu.Locale(name))


_SPELLED, _DIGITS = icu.URBNFRuleSetTag.SPELLOUT, icu.URBNFRuleSetTag.ORDINAL
_SPELLED_TO = 100  # sessions with a higher number are written in digits

# The rule sets of ICU that agree with the word for session in gender and position.
_SESSIONS = {
    "ar": ("%spellout-ordinal-feminine", "%digits-ordinal"),
    "en": ("%spellout-ordinal", "%digits-ordinal"),
    "es": ("%spellout-ordinal-masculine-adjective", "%digits-ordinal-masculine-adjective"),
    "fr": ("%spellout-ordinal-feminine", "%digits-ordinal-feminine"),
    "ru": ("%spellout-ordinal-feminine", "%digits-ordinal-feminine"),
    "zh": ("%spellout-ordinal", "%digits-ordinal"),
}
# Replacements where CLDR differs from United Nations documents, in the order of use.
_CORRECTIONS = {
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
_MOST_FIGURES = 20  # with more figures, all have Arabic numerals


def session(number: int, language: str) -> str:
    """The ordinal of a session, capitalized: Seventy-ninth, Septuagésimo noveno, 第七十九.

    It agrees in gender with the language's word for session. Above 100 it is in digits, as in
    United Nations documents (CLDR's rules for Russian and Arabic end there). CLDR's French is
    changed to the spelling of United Nations documents. Languages other than the six have
    digits without an ending.
    """
    if language not in _SESSIONS:
        return str(number)
    spelled, digits = _SESSIONS[language]
    kind, rules = (_SPELLED, spelled) if number <= _SPELLED_TO else (_DIGITS, digits)
    ordinal = str(_format(kind, language, rules).format(number))
    for wrong, right in _CORRECTIONS.get(language, ()):
        ordinal = ordinal.replace(wrong, right)
    return ordinal[:1].upper() + ordinal[1:]


def figure(number: int, of: int, language: str) -> str:
    """The numeral of a figure: IV, in Arabic الرابع, in Chinese 四; 4 if there are more than 20."""
    if of > _MOST_FIGURES:
        return str(number)
    kind, rules = _FIGURES.get(language, _ROMAN)
    return str(_format(kind, language, rules).format(number))


@cache
def _format(kind: int, language: str, rules: str) -> icu.RuleBasedNumberFormat:
    number_format = icu.RuleBasedNumberFormat(kind, icu.Locale(language))
    number_format.setDefaultRuleSet(rules)
    return number_format
