"""Show a number or date by the code of its number format, as spreadsheet programs do.

The codes are those of ECMA-376, part 1, 18.8.31: up to four sections with digit placeholders,
literals, per cent, scale, exponent, fraction, and parts of dates.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache

from babel.dates import get_day_names, get_month_names

_TOKEN = re.compile(
    r"""(?P<literal>"[^"]*"|\\.|_.|\*.)|(?P<bracket>\[[^\]]*\])|(?P<general>General)
    |(?P<noon>AM/PM|am/pm|A/P)|(?P<part>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?)
    |(?P<exponent>[Ee][+-])|(?P<digit>[0#?])|(?P<sign>[,.%/@])|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]")
_LOCALE = re.compile(r"\[\$([^\]-]*)(?:-([0-9A-Fa-f]+))?\]")
_PLAIN = frozenset({"", "General", "@", "GENERAL", "general"})
_ISO = re.compile(r"y{4}\\?-mm\\?-dd(?:\\?[T ]h{1,2}:mm(?::ss)?)?(?:;@)?", re.IGNORECASE)
_LANGUAGES = {0x01: "ar", 0x04: "zh", 0x09: "en", 0x0A: "es", 0x0C: "fr", 0x19: "ru"}

Value = int | float | date | datetime | time | timedelta


@lru_cache(1_000)
def number_format(code: str) -> "NumberFormat":
    """The format of a code."""
    return NumberFormat(code)


def is_plain(code: str) -> bool:
    """Whether a format shows what is stored: general, text, or a date as in ISO 8601."""
    return code in _PLAIN or _ISO.fullmatch(code) is not None


@dataclass(frozen=True, slots=True)
class _Section:
    """A section of a format: its tokens as kind and text, condition and language of names."""

    tokens: Sequence[tuple[str, str]]
    condition: tuple[str, float] | None
    language: str

    @property
    def is_date(self) -> bool:
        return any(kind in ("part", "elapsed") for kind, _ in self.tokens)


class NumberFormat:
    """A number format. A code that it does not understand shows nothing of its own."""

    def __init__(self, code: str) -> None:
        self.plain = is_plain(code)
        self.sections = () if self.plain else tuple(map(_section, _split(code)))

    def shown(self, value: object) -> str:
        """The text that a cell with this format shows; empty for what the format does not say."""
        if self.plain or isinstance(value, bool | str):
            return ""
        try:
            if isinstance(value, date | time | timedelta):
                section = next((part for part in self.sections if part.is_date), None)
                return _date_text(section, value) if section else ""
            if isinstance(value, int | float):
                return self._number(value)
        except (ValueError, OverflowError, ArithmeticError):
            return ""
        return ""

    def _number(self, value: float) -> str:
        section, magnitude = self._chosen(value)
        if section is None or section.is_date:
            return ""
        return _number_text(section, magnitude).strip()

    def _chosen(self, value: float) -> tuple[_Section | None, float]:
        """The section for a number, and the number as that section shows it."""
        numeric = self.sections[:3]
        if any(section.condition for section in numeric):
            for section in numeric:
                if section.condition is None or _holds(section.condition, value):
                    return section, value
            return None, value
        if value < 0 and len(numeric) > 1:
            return numeric[1], -value
        if value == 0 and len(numeric) > 2:
            return numeric[2], value
        return (numeric[0], value) if numeric else (None, value)


def _split(code: str) -> list[list[tuple[str, str]]]:
    """The tokens of each section."""
    sections: list[list[tuple[str, str]]] = [[]]
    for match in _TOKEN.finditer(code):
        kind, text = str(match.lastgroup), match[0]
        if text == ";" and kind == "other":
            sections.append([])
        else:
            sections[-1].append((kind, text))
    return sections


def _section(tokens: Sequence[tuple[str, str]]) -> _Section:
    condition, language, kept = None, "en", []
    for kind, text in tokens:
        if kind == "bracket":
            locale = _LOCALE.fullmatch(text)
            if match := _CONDITION.fullmatch(text):
                condition = (match[1], float(match[2]))
            elif locale:
                language = _LANGUAGES.get(int(locale[2] or "9", 16) & 0x3FF, "en")
                kept.append(("literal", locale[1]))
            elif re.fullmatch(r"\[(?:h+|m+|s+)\]", text, re.IGNORECASE):
                kept.append(("elapsed", text.strip("[]").lower()))
        elif kind == "literal":
            kept.append((kind, {'"': text[1:-1], "\\": text[1:], "_": " ", "*": ""}[text[0]]))
        elif kind == "other":
            kept.append(("literal", text))
        else:
            kept.append((kind, text))
    return _Section(kept, condition, language)


def _holds(condition: tuple[str, float], value: float) -> bool:
    operator, limit = condition
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit,
        "=": value == limit, "<>": value != limit,
    }[operator]  # fmt: skip


def _number_text(section: _Section, value: float) -> str:
    tokens = section.tokens
    places = [i for i, (kind, _) in enumerate(tokens) if kind == "digit"]
    if not places:
        general = any(kind == "general" for kind, _ in tokens)
        text = "".join(f"{abs(value):.15g}" if kind == "general" else text
                       for kind, text in tokens if kind != "sign" or text == "%")  # fmt: skip
        return f"-{text}" if general and value < 0 else text
    first, last = places[0], places[-1]
    inside = tokens[first : last + 1]
    after = list(tokens[last + 1 :])
    scale = 0
    while after and after[0] == ("sign", ","):
        after.pop(0)
        scale += 1
    number = abs(value) * 100 ** sum(token == ("sign", "%") for token in tokens) / 1000**scale
    number = float(f"{number:.15g}")  # 0.105 * 100 is 10.5
    head = "".join(text for kind, text in tokens[:first] if kind != "sign" or text == "%")
    tail = "".join(text for kind, text in after)
    digits = _digits(inside, number)
    sign = "-" if value < 0 and any(c in "123456789" for c in digits) else ""
    return f"{sign}{head}{digits}{tail}"


def _digits(inside: Sequence[tuple[str, str]], number: float) -> str:
    """A number that is not negative, by the placeholders of its format."""
    pattern = "".join(text for kind, text in inside if kind in ("digit", "sign", "exponent"))
    if "/" in pattern:
        return _fraction(pattern, number)
    mantissa, marker, power = pattern.partition(next((t for k, t in inside if k == "exponent"),
                                                     "\0"))  # fmt: skip
    whole, _, decimals = mantissa.replace("%", "").partition(".")
    wanted = len(decimals.replace(",", ""))
    if marker:
        figures, exponent = f"{number:.{wanted}e}".split("e")
        sign = "-" if int(exponent) < 0 else "+" if "+" in marker else ""
        return f"{figures}E{sign}{abs(int(exponent)):0{max(1, len(power))}}"
    before, _, fraction = f"{number:.{wanted}f}".partition(".")
    optional = len(decimals) - len(decimals.rstrip("#?"))
    least = len(fraction) - optional
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    width = whole.count("0")
    before = before.zfill(width) if width else before.lstrip("0")
    if "," in whole.strip(","):
        before = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", before)
    else:
        before = _with_literals(inside, before)
    return f"{before}.{fraction}" if fraction else before


def _with_literals(inside: Sequence[tuple[str, str]], digits: str) -> str:
    """Digits with the literals among their placeholders, as in `000-0000`."""
    point = next((i for i, token in enumerate(inside) if token == ("sign", ".")), len(inside))
    result, rest = "", digits
    for index, (kind, text) in reversed(list(enumerate(inside[:point]))):
        if kind == "digit":
            is_first = not any(k == "digit" for k, _ in inside[:index])
            taken = rest if is_first else rest[-1:]
            result, rest = taken + result, "" if is_first else rest[:-1]
        elif kind == "literal":
            result = text + result
    return result


def _fraction(pattern: str, number: float) -> str:
    """A number as a fraction, after a whole number if the format has a place for one."""
    below = pattern.rpartition("/")[2].strip()
    largest = int(below) if below.isdigit() and int(below) else 10 ** max(1, len(below)) - 1
    has_whole = len(pattern.rpartition("/")[0]) > len(below)
    whole = int(number) if has_whole else 0
    part = Fraction(number - whole).limit_denominator(max(largest, 1))
    if part == 0:
        return str(whole)
    written = f"{part.numerator}/{part.denominator}"
    return f"{whole} {written}" if whole else written


def _date_text(section: _Section, value: date | time | timedelta) -> str:
    if isinstance(value, timedelta):
        moment = datetime(1899, 12, 30) + value
    elif isinstance(value, time):
        moment = datetime.combine(date(1899, 12, 30), value)
    else:
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    tokens = section.tokens
    noon = any(kind == "noon" for kind, _ in tokens)
    text = ""
    clock = [i for i, (kind, part) in enumerate(tokens) if kind in ("part", "elapsed")]
    for index, (kind, part) in enumerate(tokens):
        if kind == "part":
            place = clock.index(index)
            near = [tokens[i][1][0].lower() for i in clock[max(0, place - 1) : place + 2]]
            minutes = part[0] in "mM" and (
                (place > 0 and near[0] == "h") or (near[-1] == "s" and len(near) > 1)
            )
            text += _part(part.lower(), moment, section.language, minutes=minutes, noon=noon)
        elif kind == "elapsed":
            seconds = (moment - datetime(1899, 12, 30)).total_seconds()
            text += str(int(seconds // {"h": 3600, "m": 60, "s": 1}[part[0]]))
        elif kind == "noon":
            text += "AM" if moment.hour < 12 else "PM"
        elif kind != "sign" or part != "@":
            text += part
    return text.strip()


def _part(part: str, moment: datetime, language: str, *, minutes: bool, noon: bool) -> str:
    """A part of a date or time, such as `dd` or `mmm`."""
    length = len(part)
    match part[0]:
        case "y":
            return f"{moment.year % 100:02}" if length < 3 else str(moment.year)
        case "m" if not minutes:
            if length < 3:
                return f"{moment.month:0{length}}"
            names = get_month_names("abbreviated" if length == 3 else "wide", locale=language)
            name = str(names[moment.month])
            return name[:1] if length == 5 else name
        case "d":
            if length < 3:
                return f"{moment.day:0{length}}"
            days = get_day_names("abbreviated" if length == 3 else "wide", locale=language)
            return str(days[moment.weekday()])
        case "h":
            hour = (moment.hour - 1) % 12 + 1 if noon else moment.hour
            return f"{hour:0{min(length, 2)}}"
        case "m":
            return f"{moment.minute:0{min(length, 2)}}"
    decimals = part.partition(".")[2]
    fraction = f"{moment.microsecond / 1e6:.{len(decimals)}f}"[1:] if decimals else ""
    return f"{moment.second:0{min(len(part.partition('.')[0]), 2)}}{fraction}"
