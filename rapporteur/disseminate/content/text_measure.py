"""The room that texts of all scripts take on a sheet; texts broken into lines or shortened."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from math import ceil, inf
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

CELL_LIMIT = 32_767  # UTF-16 units in a cell: Excel's limit

NARROW, WIDE = 8.0, 60.0  # a column, in characters
LINE, TALL_LINE, TALLEST = 12.75, 14.25, 409.0  # points: a line, one of Chinese, Excel's limit
LEAST, MOST = 112.0, 205.0  # all columns of a sheet: what fits A4 landscape legibly

_LETTER, _IDEOGRAPH, _FIGURE = 0.9, 1.95, 1.1

# East Asian Wide and Fullwidth (Unicode UAX #11), and signs without a width of their own.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003fffd]+"
)
_COMBINING = re.compile("[\u0300-\u036f\u064b-\u065f]")


def width(text: str) -> float:
    """The width of a text, in the unit of a column's width: about a digit.

    Letters, with their spaces, are narrower; a Chinese character is as wide as two.
    """
    if text.isascii():
        return _LETTER * len(text)
    wide = sum(map(len, _WIDE.findall(text)))
    return _LETTER * (len(text) - wide - len(_COMBINING.findall(text))) + _IDEOGRAPH * wide


_WORD = 14  # of a header: Chinese, which does not part words, may break anywhere


def column_width(header: str, lengths: Sequence[float], widest: float, figures: bool) -> float:
    """A width that fits the longest word of the header and nine of ten texts, or all figures.

    `lengths` are the widths of the texts, in ascending order.
    """
    word = max((min(width(word), _WORD) for word in header.split()), default=0)
    content = lengths[len(lengths) * 9 // 10] if lengths else 0
    if figures and lengths:
        content = _FIGURE / _LETTER * lengths[-1]
    # The header is bold, and has the filter's button beside it.
    return min(widest, max(NARROW, word * 1.1 + 3, content + 2))


def fitted(
    widths: Sequence[float], elastic: Sequence[bool], figures: Sequence[bool], least: float
) -> list[float]:
    """The widths changed so that the sheet as a whole is neither too narrow nor too wide.

    Missing width goes to the elastic columns, excess is taken from the wide ones; but not from
    figures, which would show as ####.
    """
    goal = max(LEAST, least)
    total = sum(widths)
    free = sum(w for w, e in zip(widths, elastic, strict=True) if e)
    if total < goal and free:
        share = (free + goal - total) / free
        return [w * share if e else w for w, e in zip(widths, elastic, strict=True)]
    if total <= MOST:
        return list(widths)
    kept = [w if f else min(w, 1.5 * NARROW) for w, f in zip(widths, figures, strict=True)]
    taken = [w - k for w, k in zip(widths, kept, strict=True)]
    share = max(0.0, (MOST - sum(kept)) / (sum(taken) or 1.0))
    return [k + t * share for k, t in zip(kept, taken, strict=True)]


def height(text: str, room: float) -> float:
    """The height in points of a text that is wrapped to the width of its column.

    Excel computes it by itself, LibreOffice does not. An estimate, since the ends of lines stay
    free.
    """
    if "\n" not in text and _widest(text) <= room - 1:
        return LINE
    line = LINE if text.isascii() else TALL_LINE
    return min(TALLEST, line * sum(_lines(paragraph, room) for paragraph in text.split("\n")))


class Measure(NamedTuple):
    """What decides on the height of a text, whatever the width of its column.

    `bound` is an upper bound of its width, infinite for several paragraphs. `line` is the height
    of a line. `wide` is its width and `longest` the length of its longest word; both are known
    only of a text that the narrowest column might not hold.
    """

    bound: float = 0.0
    line: float = LINE
    wide: float = 0.0
    longest: int = 0


def measure(text: str) -> Measure:
    """Measure a text once for all columns in which it may stand."""
    bound = inf if "\n" in text else _widest(text)
    if bound <= NARROW - 1:
        return Measure(bound)
    line = LINE if text.isascii() else TALL_LINE
    return Measure(bound, line, width(text), max(map(len, text.split(" "))))


def heights(texts: Sequence[str], measures: Floats, room: float) -> Floats:
    """What `height` says of each text. `measures` has a row for each: the fields of `Measure`."""
    bound, line, wide, longest = measures.T
    wrapped = bound > room - 1
    taken = wide / (room - 1)
    count = np.where(taken <= 1, 1.0, np.ceil(1.05 * taken))
    tall: Floats = np.where(wrapped, np.minimum(TALLEST, line * count), LINE)
    by_words = np.isinf(bound) | ((taken > 1) & (4 * longest >= room))
    for at in np.flatnonzero(wrapped & by_words).tolist():
        tall[at] = height(texts[at], room)
    return tall


def _widest(text: str) -> float:
    """An upper bound of the width of a text: quick, since most texts fit."""
    return len(text) * (_LETTER if text.isascii() else _IDEOGRAPH)


def _lines(text: str, room: float) -> int:
    free = room - 1
    taken = width(text) / free
    if taken <= 1:
        return 1
    estimate = ceil(1.05 * taken)
    words = text.split(" ")
    if 4 * max(map(len, words)) < room:  # short words waste little room
        return estimate
    even = text.isascii() or not (_WIDE.search(text) or _COMBINING.search(text))
    wides = [_LETTER * len(word) for word in words] if even else map(width, words)
    count, used, free = 1, 0.0, free / 1.05
    for wide in wides:
        if used and used + wide > free:
            count, used = count + 1, 0.0
        used += wide + _LETTER
        if wide >= free:  # a word that is wider than its column breaks anywhere
            broken = int(wide / free)
            count, used = count + broken, used - broken * free
    return max(count, estimate)


def lines(text: str, room: float) -> list[str]:
    """A text in lines that are at most `room` wide, broken at spaces or between ideographs."""
    done: list[str] = []
    for paragraph in text.split("\n"):
        line, taken = "", 0.0
        for piece in _pieces(paragraph):
            longer = taken + width(piece)
            if line and longer - piece.endswith(" ") > room:
                done.append(line.rstrip())
                line, longer = "", width(piece)
            line, taken = line + piece, longer
        done.append(line.rstrip())
    return done


def _pieces(text: str) -> Iterable[str]:
    """The parts of a text between which a line may break."""
    piece = ""
    for index, character in enumerate(text):
        piece += character
        after = unicodedata.category(text[index + 1 : index + 2] or " ")
        wide = unicodedata.east_asian_width(character) in "WF"
        opening = unicodedata.category(character) in ("Ps", "Pi")
        if character == " " or (wide and not opening and after not in ("Pe", "Pf", "Po")):
            yield piece
            piece = ""
    if piece:
        yield piece


def clipped(text: str, remark: str) -> str:
    """A text that fits into a cell; a shortened text ends in `remark`."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if 2 * len(text) <= CELL_LIMIT:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL_LIMIT:
        return text
    room = CELL_LIMIT - len(remark.encode("utf-16-le")) // 2
    return units[: 2 * room].decode("utf-16-le", errors="ignore") + remark
