"""Rules about Excel's limits: what it cuts off, drops or repairs without asking."""

import re
from collections.abc import Iterator

from openpyxl.utils import column_index_from_string, get_column_letter

from rapporteur.lint.book import Book, Sheet, place, text_of
from rapporteur.lint.violations import Violation, shown

_TEXT, _LINES, _LINKS, _LIST, _NAME = 32_767, 253, 65_530, 255, 255
_ROWS, _COLUMNS, _WIDTH, _HEIGHT = 1_048_576, 16_384, 255, 409.5
_NAMED = re.compile(r"[^\W\d][\w.\\?]*|\\[\w.\\?]*")
_CELL = re.compile(r"([A-Za-z]{1,3})(\d+)")
_ROW_COLUMN = re.compile(r"[Rr]\d*(?:[Cc]\d*)?|[Cc]\d*")


def check(book: Book) -> Iterator[Violation]:
    """Compare the workbook with Excel's limits."""
    for sheet in book.sheets:
        yield from _cells(sheet)
        yield from _sheet(sheet)
    yield from _names(book)


def _cells(sheet: Sheet) -> Iterator[Violation]:
    for (row, column), cell in sheet.cells.items():
        if row > _ROWS or column > _COLUMNS:
            yield Violation("sheet-too-large", sheet.name, place(row, column))
        if not isinstance(cell.value, int | float):
            text = text_of(cell)
            # Excel counts UTF-16 units: a character outside the basic plane counts twice.
            length = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
            if length > _TEXT:
                yield Violation(
                    "cell-too-long", sheet.name, place(row, column), {"value": f"{length:,}"}
                )
            if (lines := text.count("\n")) > _LINES:
                yield Violation("cell-lines", sheet.name, place(row, column), {"value": str(lines)})


def _sheet(sheet: Sheet) -> Iterator[Violation]:
    links = len(sheet.links)
    if links > _LINKS:
        yield Violation("too-many-links", sheet.name, params={"value": f"{links:,}"})
    for validation in sheet.sheet.data_validations.dataValidation:
        choices = str(validation.formula1 or "")
        if validation.type == "list" and choices.startswith('"') and len(choices) - 2 > _LIST:
            at = str(validation.sqref).partition(" ")[0].partition(":")[0]
            yield Violation("list-too-long", sheet.name, at, {"value": str(len(choices) - 2)})
    for column in sheet.sheet.column_dimensions.values():
        if column.width > _WIDTH:
            at = f"{get_column_letter(column.min or 1)}1"
            yield Violation(
                "size-limits", sheet.name, at, {"value": f"{column.width:g} characters"}
            )
    for row, height in sheet.sheet.row_dimensions.items():
        if (height.height or 0) > _HEIGHT:
            value = f"{height.height:g} points"
            yield Violation("size-limits", sheet.name, f"A{row}", {"value": value})


def _names(book: Book) -> Iterator[Violation]:
    defined = list(book.workbook.defined_names.values())
    taken = {name.lower() for name in book.workbook.defined_names}
    for sheet in book.sheets:
        defined += sheet.sheet.defined_names.values()
        for region in sheet.marked:
            if not _is_name(region.name) or region.name.lower() in taken:
                at = place(region.box.top, region.box.left)
                yield Violation("name-invalid", sheet.name, at, {"value": shown(region.name)})
    for name in defined:
        if not _is_name(name.name):
            yield Violation("name-invalid", params={"value": shown(name.name)})
        elif "#REF!" in (name.value or ""):
            yield Violation("name-broken", params={"value": shown(name.name)})


def _is_name(name: str) -> bool:
    if len(name) > _NAME or not _NAMED.fullmatch(name) or _ROW_COLUMN.fullmatch(name):
        return False
    cell = _CELL.fullmatch(name)
    return not (
        cell and column_index_from_string(cell[1]) <= _COLUMNS and 0 < int(cell[2]) <= _ROWS
    )
