"""Texts of cells: as a person reads them, and as keys to compare them."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from rapporteur.collect.reading.display.cells import Shown
from rapporteur.collect.reading.spreadsheet import Cell
from rapporteur.kernel.xlsx_flaws import Flaw
from rapporteur.language.folding import fold

# Word's line break, as a vertical tab or as Excel writes one in XML, and its page break.
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c]|_x000[BbCc]_")
_WHOLE = 1e21  # below it, a whole number is written in digits


def raw_text(cell: Cell) -> str:
    """The text of a cell, as a person reads it; empty for a blank cell."""
    match cell:
        case str():
            return _visible(cell)
        case None:
            return ""
        case Shown():
            return _visible(cell.text)
        case Flaw():
            return cell.text
        case bool():
            return str(cell).lower()
        case float() if cell.is_integer() and abs(cell) < _WHOLE:
            return str(int(cell))
        case float():
            return f"{cell:.15g}"  # 0.1 + 0.2 is shown as 0.3
        case datetime() if cell.time() == datetime.min.time():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
    return str(cell)


def _visible(text: str) -> str:
    if "\x0b" in text or "\r" in text or "\x0c" in text or "_x000" in text:
        text = _BREAKS.sub("\n", text)
    text = text.strip()
    invisible = len(text) < 5 and not text.isascii() and not fold(text)
    return "" if invisible else text


@lru_cache(10_000)
def marker_of(cell: Cell) -> str:
    """The text of a cell in the column of markers, of which most are the same in all files."""
    return raw_text(cell)


@lru_cache(10_000)
def loose(text: str) -> str:
    """`fold` without diacritics, and without punctuation at the beginning and end."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", fold(text))
                   if not unicodedata.combining(c) and c != "ـ")  # fmt: skip
    return bare.strip(" .,;:!?'\"“”«»()[]*-–·。，；：،؛؟")


def shortened(text: str, length: int = 100) -> str:
    """A text on one line, cut to `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"
