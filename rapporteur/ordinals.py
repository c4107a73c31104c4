"""Which session it is, and which figure: numbers as United Nations documents write them out.

The words are CLDR's, by its rules for spelling numbers (ICU's RuleBasedNumberFormat).
"""

from functools import cache

import icu

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
