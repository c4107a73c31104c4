"""Rules about what does not fit its cell: texts cut off, numbers shown as ####."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from math import ceil

from openpyxl.cell import Cell

from rapporteur.lint.book import Book, Sheet, is_number, place, text_of
from rapporteur.lint.hits import Hit

_USUAL_WIDTH, _USUAL_SIZE = 8.43, 11.0
_LETTER = 0.9  # of the width of a digit, on average
_LINE = 1.2  # of the size of its font
# What is estimated may be wrong by that much: a finding is to be right.
_SURE_TEXT, _SURE_NUMBER, _SURE_HEIGHT = 1.2, 1.1, 1.4
_FORMAT = re.compile(r"(?P<group>#,#)?#*0(?:\.(?P<decimals>0+))?(?P<percent>%)?")


def judge(book: Book) -> Iterator[Hit]:
    """Compare what the cells hold with the room that they have."""
    for sheet in book.sheets:
        widths = _widths(sheet)
        merged = {
            (row, column)
            for one in sheet.sheet.merged_cells.ranges
            for row, column in ((one.min_row, one.min_col),)
        }
        for (row, column), cell in sheet.cells.items():
            if (row, column) in merged:
                continue
            room = widths.get(column, widths[0])
            if room == 0:  # hidden
                continue
            if is_number(cell.value):
                if _too_wide(cell, room):
                    yield Hit("number-cut-off", sheet.name, cell.coordinate)
            elif not isinstance(cell.value, bool) and _cut_off(sheet, cell, room):
                yield Hit("text-cut-off", sheet.name, place(row, column))


def _widths(sheet: Sheet) -> Mapping[int, float]:
    """The width of each column in digits; that of all others at 0."""
    said = sheet.sheet.sheet_format
    widths = {0: float(said.defaultColWidth or _USUAL_WIDTH)}
    last = max((column for _, column in sheet.cells), default=0)
    for one in sheet.sheet.column_dimensions.values():
        for column in range(one.min or 0, min(one.max or 0, last) + 1):
            widths[column] = 0.0 if one.hidden else float(one.width)
    return widths


def _too_wide(cell: Cell, room: float) -> bool:
    value = cell.value
    if isinstance(value, date | datetime | time | timedelta):
        return False
    said = _FORMAT.fullmatch(cell.number_format.partition(";")[0])
    if said is None:  # General fits itself
        return False
    number = float(str(value)) * (100 if said["percent"] else 1)
    decimals = len(said["decimals"] or "")
    text = f"{number:,.{decimals}f}" if said["group"] else f"{number:.{decimals}f}"
    digits = sum(one.isdigit() for one in text)
    wide = digits + 0.5 * (len(text) - digits) + (1 if said["percent"] else 0)
    return wide * _scale(cell) + float(cell.alignment.indent or 0) > room * _SURE_NUMBER


def _cut_off(sheet: Sheet, cell: Cell, room: float) -> bool:
    alignment = cell.alignment
    if alignment.textRotation or alignment.shrink_to_fit or alignment.horizontal == "fill":
        return False
    lines = text_of(cell).split("\n")
    scale = _scale(cell)
    if alignment.wrap_text or len(lines) > 1:
        height = (
            sheet.sheet.row_dimensions[cell.row].height
            if cell.row in sheet.sheet.row_dimensions
            else None
        )
        if height is None:  # the row takes the height that it needs
            return False
        # A word that is wider than its column breaks anywhere.
        needed = sum(max(1, ceil(_width(line) * scale / room)) for line in lines)
        size = float(cell.font.sz or _USUAL_SIZE)
        return bool(needed * size * _LINE > float(height) * _SURE_HEIGHT + size)
    if _width(lines[0]) * scale <= room * _SURE_TEXT + 1:
        return False
    aligned = alignment.horizontal or "general"
    onwards = -1 if aligned == ("left" if sheet.runs_left else "right") else 1
    # Text runs on over empty cells beside it, but not over filled ones.
    beside = int(cell.column) + onwards
    return beside < 1 or (int(cell.row), beside) in sheet.cells


def _scale(cell: Cell) -> float:
    return float(cell.font.sz or _USUAL_SIZE) / _USUAL_SIZE


def _width(text: str) -> float:
    """How wide a text is, in digits; an ideograph is as wide as two letters."""
    if text.isascii():
        return _LETTER * len(text)
    wide = sum(unicodedata.east_asian_width(one) in "WF" for one in text)
    still = sum(unicodedata.combining(one) > 0 for one in text)
    return _LETTER * (len(text) - wide - still) + 2 * wide
