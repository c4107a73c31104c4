"""Rules about contents that do not fit their cell: texts cut off, numbers shown as ####."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from math import ceil

from openpyxl.cell import Cell

from rapporteur.lint.book import Book, Sheet, is_number, place, text_of
from rapporteur.lint.violations import Violation

_USUAL_WIDTH, _USUAL_SIZE = 8.43, 11.0
_LETTER = 0.9  # average width of a letter, in digits
_LINE = 1.2  # height of a line, in font sizes
# Widths and heights are estimates: a problem is reported only beyond these factors.
_SURE_TEXT, _SURE_NUMBER, _SURE_HEIGHT = 1.2, 1.1, 1.4
_FORMAT = re.compile(r"(?P<group>#,#)?#*0(?:\.(?P<decimals>0+))?(?P<percent>%)?")


def check(book: Book) -> Iterator[Violation]:
    """Compare the contents of the cells with their sizes."""
    for sheet in book.sheets:
        widths = _widths(sheet)
        merged = {
            (row, column)
            for area in sheet.sheet.merged_cells.ranges
            for row, column in ((area.min_row, area.min_col),)
        }
        for (row, column), cell in sheet.cells.items():
            if (row, column) in merged:
                continue
            room = widths.get(column, widths[0])
            if room == 0:  # hidden
                continue
            if is_number(cell.value):
                if _too_wide(cell, room):
                    yield Violation("number-cut-off", sheet.name, cell.coordinate)
            elif not isinstance(cell.value, bool) and _cut_off(sheet, cell, room):
                yield Violation("text-cut-off", sheet.name, place(row, column))


def _widths(sheet: Sheet) -> Mapping[int, float]:
    """The width of each column in digits; key 0 has the default width."""
    defaults = sheet.sheet.sheet_format
    widths = {0: float(defaults.defaultColWidth or _USUAL_WIDTH)}
    last = max((column for _, column in sheet.cells), default=0)
    for dimension in sheet.sheet.column_dimensions.values():
        for column in range(dimension.min or 0, min(dimension.max or 0, last) + 1):
            widths[column] = 0.0 if dimension.hidden else float(dimension.width)
    return widths


def _too_wide(cell: Cell, room: float) -> bool:
    value = cell.value
    if isinstance(value, date | datetime | time | timedelta):
        return False
    pattern = _FORMAT.fullmatch(cell.number_format.partition(";")[0])
    if pattern is None:  # General fits itself
        return False
    number = float(str(value)) * (100 if pattern["percent"] else 1)
    decimals = len(pattern["decimals"] or "")
    text = f"{number:,.{decimals}f}" if pattern["group"] else f"{number:.{decimals}f}"
    digits = sum(character.isdigit() for character in text)
    wide = digits + 0.5 * (len(text) - digits) + (1 if pattern["percent"] else 0)
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
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    still = sum(unicodedata.combining(character) > 0 for character in text)
    return _LETTER * (len(text) - wide - still) + 2 * wide
