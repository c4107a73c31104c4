"""The room that texts of all scripts take on a sheet; texts broken into lines or shortened."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

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
_UNEVEN = f"{_WIDE.pattern}|{_COMBINING.pattern}"


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


class Texts:
    """Many texts, to be measured at once. None stands for no text."""

    def __init__(self, words: Sequence[str | None]) -> None:
        self.words = words
        self.array: pa.StringArray = pa.array(words, pa.string())
        filled = pc.fill_null(self.array, "")
        self._array = filled
        self._length = _numbers(pc.utf8_length(filled))
        self._ascii = _numbers(pc.string_is_ascii(filled))
        self._parted = _numbers(pc.match_substring(filled, "\n"))
        self._bound = self._length * np.where(self._ascii, _LETTER, _IDEOGRAPH)

    def heights(self, room: float) -> Floats:
        """The `height` of each text in a column; of no text that of a line."""
        tall = np.full(len(self.words), LINE)
        wrapped = self._parted | (self._bound > room - 1)
        odd = wrapped & (self._parted | self._uneven)
        for place in np.flatnonzero(odd).tolist():
            tall[place] = height(self.words[place] or "", room)
        even = np.flatnonzero(wrapped & ~odd)
        line = np.where(self._ascii[even], LINE, TALL_LINE)
        taken = _LETTER * self._length[even] / (room - 1)
        count = np.where(taken <= 1, 1.0, np.ceil(1.05 * taken))
        several = np.flatnonzero(taken > 1)
        words = pc.split_pattern(self._array.take(pa.array(even[several])), " ")
        count[several] = np.maximum(count[several], _broken(words, room))
        tall[even] = np.minimum(TALLEST, line * count)
        return tall

    @cached_property
    def _uneven(self) -> npt.NDArray[np.bool_]:
        """Which texts have letters of more than one width."""
        uneven: npt.NDArray[np.bool_] = ~self._ascii
        places = np.flatnonzero(uneven)
        if len(places):
            others = self._array.take(pa.array(places))
            uneven[places] = _numbers(pc.match_substring_regex(others, _UNEVEN))
        return uneven


def _broken(texts: pa.ListArray, room: float) -> Floats:
    """The lines that each text takes by its words; one where these are short."""
    starts = np.asarray(texts.offsets)
    lengths = _numbers(pc.utf8_length(texts.values))
    words = np.diff(starts)
    count, used, free = np.ones(len(texts)), np.zeros(len(texts)), (room - 1) / 1.05
    if len(texts):
        words[4 * np.maximum.reduceat(lengths, starts[:-1]) < room] = 0
    for number in range(max(words, default=0)):  # all texts at once, word by word
        left = np.flatnonzero((words > number) & (LINE * count < TALLEST))
        wide = _LETTER * lengths[starts[left] + number]
        over = (used[left] > 0) & (used[left] + wide > free)
        taken = np.where(over, 0.0, used[left]) + (wide + _LETTER)
        broken = np.where(wide >= free, np.floor(wide / free), 0.0)
        count[left] += over + broken
        used[left] = taken - broken * free
    return count


def _numbers(array: pa.Array) -> Any:
    return array.to_numpy(zero_copy_only=False)


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
