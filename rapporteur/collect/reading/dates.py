"""Read dates as people write them: in six languages, as serial numbers, in other calendars."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

from rapporteur.collect.reading.numbers import LANGUAGES
from rapporteur.collect.reading.spreadsheet import Cell

_LONGEST = 60  # characters of a date; longer texts would only cost time
_SERIALS = range(20_000, 80_000)  # 1954 to 2119; a year alone is smaller
_1900, _1904 = date(1899, 12, 30), date(1904, 1, 1)  # day 0 of the two systems
# UN usage names a month twice in Arabic, as in the Levant and as in Egypt: نيسان/أبريل.
_MONTHS = {
    "كانون الثاني": "يناير", "شباط": "فبراير", "آذار": "مارس", "نيسان": "أبريل",
    "أيار": "مايو", "حزيران": "يونيو", "تموز": "يوليو", "آب": "أغسطس", "أيلول": "سبتمبر",
    "تشرين الأول": "أكتوبر", "تشرين الثاني": "نوفمبر", "كانون الأول": "ديسمبر",
}  # fmt: skip
_ISLAMIC = range(1350, 1501)  # 1931 to 2077
_LEVANTINE = re.compile(rf"(?<!\w)({'|'.join(_MONTHS)})(?!\w)")
_TWICE = re.compile(r"([^\W\d_]+)\s*/\s*\1(?!\w)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


def to_date(cell: Cell, language: str, *, from_1904: bool = False) -> date | None:
    """The date in a cell, None if there is no complete date.

    A number is taken for the serial number of a date that has lost its format, in the date system
    of the workbook.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if int(cell) in _SERIALS:
            return (_1904 if from_1904 else _1900) + timedelta(days=int(cell))
        cell = str(int(cell)) if 1e7 <= cell < 1e8 else ""
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return None
    bare = (c for c in unicodedata.normalize("NFKC", cell) if unicodedata.category(c) != "Cf")
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in bare)
    text = _LEVANTINE.sub(lambda month: _MONTHS[month[0]], text)
    return _parsed(_TWICE.sub(r"\1", text).strip(), language)


def gregorian_year(year: int, language: str) -> int | None:
    """The Gregorian year, if `year` seems to be of another calendar, or None.

    From 1350 to 1500 it is one of the Islamic calendar in an Arabic workbook; elsewhere, from
    1300, of the Persian one. Of an Islamic year it is the Gregorian one in which it begins.
    """
    if 2400 <= year < 2700:
        return year - 543
    if language == "ar" and year in _ISLAMIC:
        return _from_islamic(date(year, 1, 1)).year
    if 1300 <= year < 1500:
        return year + 621
    return None


def gregorian(day: date, language: str) -> date | None:
    """The Gregorian date, if the year seems to be of another calendar, or None."""
    year = gregorian_year(day.year, language)
    if year is None:
        return None
    if day.year > 2000:
        return day.replace(year=year)
    if language == "ar" and day.year in _ISLAMIC:
        return _from_islamic(day)
    return _from_persian(day)


def _from_islamic(day: date) -> date:
    """The Gregorian date of one of the tabular Islamic calendar, which may be a day off.

    Its months have 30 and 29 days in turn; 11 years of 30 have a day more.
    """
    months = 29 * (day.month - 1) + day.month // 2
    years = day.year - 1
    return date.fromordinal(227_014 + years * 354 + (11 * day.year + 3) // 30 + months + day.day)


def _from_persian(day: date) -> date:
    """The Gregorian date of a Persian one; from 1178 to 1633, leap years have a cycle of 33."""
    months = (day.month - 1) * 31 if day.month <= 7 else 186 + (day.month - 7) * 30
    years = day.year - 1
    leap = 8 * (years // 33) + (years % 33 + 3) // 4
    return date.fromordinal(226_894 + years * 365 + leap + months + day.day)


@lru_cache(10_000)
def _parsed(text: str, language: str) -> date | None:
    compact = _COMPACT.fullmatch(text)
    try:
        return date.fromisoformat("-".join(compact.groups()) if compact else text)
    except ValueError:
        pass
    try:
        import dateparser  # the import takes half a second, and few files need it

        parsed = dateparser.parse(
            text,
            languages=list(dict.fromkeys((language, *LANGUAGES))),
            settings={
                "DATE_ORDER": "DMY",  # UN usage: day, month, year
                "REQUIRE_PARTS": ["day", "month", "year"],
                "PARSERS": ["absolute-time"],  # not "yesterday"
            },
        )
    except (ValueError, OverflowError, RecursionError):
        return None
    return parsed.date() if parsed else None
