"""Estimate how much room a text takes in a cell.

Excel and LibreOffice do not reliably fit the heights of rows in a file that another program
wrote, so the heights are set from these estimates. The unit of widths is that of Excel's columns:
the width of a digit.
"""

import re
from functools import lru_cache
from math import ceil
from unicodedata import east_asian_width

MAX_HEIGHT = 409.0
"""Excel's limit for the height of a row, in points."""

# Widths of Arial's characters; those not listed count as a digit.
_WIDTHS = {
    character: size
    for size, characters in (
        (0.4, "ijl'\u2018\u2019|"),
        (0.5, " !,./:;[]ftI"),
        (0.6, '-()r*"“”'),
        (0.9, "ckJsvxyz"),
        (1.2, "&ABEFKPSTVXYZ"),
        (1.3, "CDHNRUw"),
        (1.4, "GOQ"),
        (1.5, "mM"),
        (1.8, "%W@—…"),
    )
    for character in characters
}
_FULL_WIDTH = 1.9
_IDEOGRAM = r"\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_PIECE = re.compile(rf"[{_IDEOGRAM}]|[^\s{_IDEOGRAM}]+|\s+")


def width(text: str) -> float:
    """The width of `text` on one line."""
    return sum(map(_character, text))


def _character(character: str) -> float:
    if east_asian_width(character) in "WF":
        return _FULL_WIDTH
    return _WIDTHS.get(character, 1.0)


@lru_cache(maxsize=8192)
def lines(text: str, columns: float) -> int:
    """How many lines `text` takes when it is wrapped into `columns`."""
    return sum(_wrapped(paragraph, columns) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, columns: float) -> int:
    count, used = 1, 0.0
    for piece in _PIECE.findall(paragraph):
        size = width(piece)
        if used + size > columns and not piece.isspace():
            count, used = count + (used > 0), 0.0
            count += ceil(size / columns) - 1
            size = size % columns if size > columns else size
        used += size
    return count


def longest_word(text: str) -> float:
    """The width of the longest word of `text`: a narrower cell would break it."""
    return max((width(piece) for piece in _PIECE.findall(text)), default=0.0)
