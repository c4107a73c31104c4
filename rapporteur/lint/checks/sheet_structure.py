"""Rules about the sheets of a workbook: which there are, their names and titles, hidden parts."""

import re
from collections import Counter
from collections.abc import Iterator

from openpyxl.utils import get_column_letter

from rapporteur.lint.book import Book, Sheet, text_of
from rapporteur.lint.violations import Violation, shown
from rapporteur.lint.vocabulary import DEFAULT_SHEET

_LONGEST = 31
_FORBIDDEN = re.compile(r"[:\\/?*\[\]]")
_PLAIN = re.compile(r"\w+")


def check(book: Book) -> Iterator[Violation]:
    """Check the sheets."""
    yield from _names(book)
    if book.sheets and book.sheets[0].role not in ("cover", "contents"):
        yield Violation("first-sheet", book.sheets[0].name)
    titled: dict[str, str] = {}
    for sheet in book.sheets:
        if sheet.sheet.sheet_state != "visible":
            yield Violation("sheet-hidden", sheet.name)
        if not sheet.cells and not book.parts.drawings.get(sheet.name):
            yield Violation("sheet-empty", sheet.name)
            continue
        yield from _hidden(sheet)
        yield from _title(sheet, titled)


def _names(book: Book) -> Iterator[Violation]:
    # As written: openpyxl renames a sheet whose name occurs twice.
    seen = Counter(name.lower() for name in book.parts.sheet_names)
    for name in book.parts.sheet_names:
        wrong = []
        if len(name) > _LONGEST:
            wrong.append(f"{len(name)} characters")
        if forbidden := _FORBIDDEN.search(name):
            wrong.append(forbidden[0])
        if name.startswith("'") or name.endswith("'"):
            wrong.append("an apostrophe at its end")
        if name.lower() == "history":
            wrong.append("a name that Excel reserves")
        if seen[name.lower()] > 1:
            wrong.append("used more than once")
        if wrong:
            yield Violation("sheet-name-invalid", name, params={"value": "; ".join(wrong)})
        elif DEFAULT_SHEET.fullmatch(name.strip()):
            yield Violation("sheet-name-default", name)
        elif not _PLAIN.fullmatch(name):
            yield Violation("sheet-name-spaces", name)


def _hidden(sheet: Sheet) -> Iterator[Violation]:
    last_row = max((row for row, _ in sheet.cells), default=0)
    last_column = max((column for _, column in sheet.cells), default=0)
    rows = [
        row
        for row, dimension in sorted(sheet.sheet.row_dimensions.items())
        if (dimension.hidden or dimension.height == 0) and row <= last_row
    ]
    if rows:
        more = f" and {len(rows) - 5} more" if len(rows) > 5 else ""
        value = ", ".join(map(str, rows[:5])) + more
        yield Violation("rows-hidden", sheet.name, f"A{rows[0]}", {"value": value})
    columns = sorted(
        column
        for dimension in sheet.sheet.column_dimensions.values()
        if dimension.hidden or dimension.width == 0
        for column in range(dimension.min or 0, min(dimension.max or 0, last_column) + 1)
    )
    if columns:
        value = ", ".join(map(get_column_letter, columns))
        yield Violation(
            "columns-hidden", sheet.name, f"{get_column_letter(columns[0])}1", {"value": value}
        )


def _title(sheet: Sheet, titled: dict[str, str]) -> Iterator[Violation]:
    cell = sheet.cells.get((1, 1))
    if cell is None or sheet.in_table(1, 1):
        yield Violation("title-missing", sheet.name, "A1")
        return
    title = text_of(cell).strip()
    if title in titled:
        yield Violation("title-repeated", sheet.name, "A1", {"value": shown(titled[title])})
    titled.setdefault(title, sheet.name)
