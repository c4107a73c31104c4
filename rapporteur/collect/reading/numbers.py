"""Read numbers as people write them, exact ones and those such as “approx. 1.2 million”."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from math import isfinite

from babel import Locale
from babel.core import get_global
from babel.numbers import NumberFormatError, parse_decimal

LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
"""The official languages: a number or date may be in another than the workbook's."""

_LONGEST = 60  # characters of a number; longer texts would only cost time
# Locales with common ways to group digits, tried after the workbook's language.
_CONVENTIONS = ("en", "fr", "de", "en_IN")
_SIGNS = str.maketrans("−–٫٬’", "--.,'")  # minus, dash, Arabic decimal and group separators
_PER_CENT = re.compile(r"[%٪]")
_CODE = re.compile(r"^[A-Z]{3}(?![A-Za-z])|(?<![A-Za-z])[A-Z]{3}$")
_RUN = re.compile(r"\d[\d\s']*\d")  # digits with spaces or apostrophes among them
_GROUPS = re.compile(r"\d+|\d{1,3}(?:[\s']\d{3})+")

_ABOUT = (
    "approximately approx. approx about around circa ca. ca some nearly almost roughly over "
    "at_least up_to more_than less_than ~ ≈ ± > < + environ près_de presque plus_de moins_de "
    "quelque aproximadamente aprox. aprox alrededor_de cerca_de unos unas casi más_de menos_de "
    "примерно приблизительно около почти более менее свыше ок. "
    "大约 大概 约为 将近 超过 约 近 左右 以上 多 حوالي نحو تقريبا زهاء قرابة أكثر_من أقل_من"
)
# In addition to CLDR: abbreviations in use that have only one meaning.
_ALSO = {
    "bn": 1e9, "mn": 1e6, "mln": 1e6, "mio": 1e6, "mrd": 1e9, "lakh": 1e5, "crore": 1e7,
    "千": 1e3, "十万": 1e5, "百万": 1e6, "千万": 1e7, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11,
}  # fmt: skip
_CURRENCY_WORDS = re.compile(r"\s*(?:dollars?|euros?|人民币|美元|欧元|元)$")


def to_number(text: str, language: str) -> float | None:
    """The number that a text consists of; None if it is not a number in digits.

    The conventions of `language` are tried first, then other common ones. Signs of per cent and
    currency may precede or follow the number, and spaces or apostrophes may separate groups of
    three digits.
    """
    return _in_digits(_plain(text), language) if len(text) <= _LONGEST else None


def approximate(text: str, language: str) -> float | None:
    """The number in a text such as “approx. 1.2 million” or “约3亿”; None if there is none."""
    if len(text) > _LONGEST or not (plain := _plain(text)):
        return None
    rest = _without_about(plain)
    match = re.fullmatch(r"([-+]?\d[\d.,\s']*?)\s*([^\d\s.,][^\d]*)?", rest)
    if not match:
        return None
    number, word = _in_digits(match[1].rstrip(".,"), language), (match[2] or "").strip()
    word = _CURRENCY_WORDS.sub("", word)
    if number is None or not word:
        return number if rest != plain else None
    for candidate in dict.fromkeys((language, *LANGUAGES)):
        factor = _magnitudes(candidate).get(_key(word))
        if factor:
            return round(number * factor, 6)
    return None


def _plain(text: str) -> str:
    """The text with ASCII digits and signs, without marks of direction, per cent and currency.

    Empty if it has a superscript, subscript or circled digit, which may be a footnote's.
    """
    if any(unicodedata.category(c) == "No" for c in text):
        return ""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    text = "".join(c for c in text if unicodedata.category(c) != "Cf").translate(_SIGNS)
    text = re.sub(r"(?:\bUS|\bU\.S\.|\bCA|\bA)?\$", "", text)
    text = "".join(c for c in text if unicodedata.category(c) != "Sc")
    text = _PER_CENT.sub("", text).strip()
    return _CODE.sub(lambda m: "" if m[0] in _currencies() else m[0], text).strip()


def _in_digits(text: str, language: str) -> float | None:
    if not all(_GROUPS.fullmatch(run) for run in _RUN.findall(text)):
        return None  # "2014 2016" is not 20142016
    text = re.sub(r"[\s']", "", text)
    for locale in dict.fromkeys((language, *_CONVENTIONS)):
        try:
            number = float(parse_decimal(text, locale=locale, strict=True))
        except NumberFormatError:
            continue
        return number if isfinite(number) else None  # not "inf" or "nan"
    return None


def _without_about(text: str) -> str:
    """The text without words for “approximately” at its beginning and end."""
    for word in sorted((w.replace("_", " ") for w in _ABOUT.split()), key=len, reverse=True):
        bare = text.casefold()
        if bare.startswith(word) and not (word[-1].isalpha() and bare[len(word) :][:1].isascii()
                                          and bare[len(word) :][:1].isalpha()):  # fmt: skip
            return _without_about(text[len(word) :].strip())
        if bare.endswith(word) and not word.isascii():
            return _without_about(text[: -len(word)].strip())
    return text


@cache
def _magnitudes(language: str) -> Mapping[str, float]:
    """The words of a language for thousand, million and so on, from CLDR's compact patterns."""
    magnitudes: dict[str, float] = {}
    try:
        formats = Locale.parse(language).compact_decimal_formats
    except (ValueError, LookupError):
        return magnitudes
    for length in formats:
        for patterns in formats[length].values():
            for number, pattern in patterns.items():
                zeros = pattern.pattern.count("0")
                word = _key(re.sub(r"[0']", "", pattern.pattern))
                if word and zeros:
                    magnitudes.setdefault(word, float(number) / 10 ** (zeros - 1))
    return {**_ALSO, **magnitudes}


def _key(word: str) -> str:
    """A word as a key of `_magnitudes`. A single letter keeps its case: m is not million."""
    marks = unicodedata.normalize("NFKD", word).strip(" .\u00a0\u200f")
    bare = " ".join("".join(c for c in marks if not unicodedata.combining(c)).split())
    return bare if len(bare) == 1 else bare.casefold()


@cache
def _currencies() -> frozenset[str]:
    return frozenset(get_global("all_currencies"))
