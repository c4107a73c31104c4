"""Rules about the sheets of a workbook: which there are, what they are called and titled."""

import re
from collections import Counter
from collections.abc import Iterator

from openpyxl.utils import get_column_letter

from rapporteur.lint.book import Book, Sheet, text_of
from rapporteur.lint.hits import Hit, shown
from rapporteur.lint.vocabulary import DEFAULT_SHEET

_LONGEST = 31
_FORBIDDEN = re.compile(r"[:\\/?*\[\]]")
_PLAIN = re.compile(r"\w+")


def judge(book: Book) -> Iterator[Hit]:
    """Look the sheets over."""
    yield from _names(book)
    if book.sheets and book.sheets[0].role not in ("cover", "contents"):
        yield Hit("first-sheet", book.sheets[0].name)
    titled: dict[str, str] = {}
    for sheet in book.sheets:
        if sheet.sheet.sheet_state != "visible":
            yield Hit("sheet-hidden", sheet.name)
        if not sheet.cells and not book.parts.drawings.get(sheet.name):
            yield Hit("sheet-empty", sheet.name)
            continue
        yield from _hidden(sheet)
        yield from _title(sheet, titled)


def _names(book: Book) -> Iterator[Hit]:
    # As written: openpyxl renames a sheet whose name occurs twice.
    seen = Counter(name.lower() for name in book.parts.sheet_names)
    for name in book.parts.sheet_names:
        wrong = []
        if len(name) > _LONGEST:
            wrong.append(f"{len(name)} characters")
        if found := _FORBIDDEN.search(name):
            wrong.append(found[0])
        if name.startswith("'") or name.endswith("'"):
            wrong.append("an apostrophe at its end")
        if name.lower() == "history":
            wrong.append("a word that Excel keeps for itself")
        if seen[name.lower()] > 1:
            wrong.append("there are two of it")
        if wrong:
            yield Hit("sheet-name-invalid", name, params={"value": "; ".join(wrong)})
        elif DEFAULT_SHEET.fullmatch(name.strip()):
            yield Hit("sheet-name-default", name)
        elif not _PLAIN.fullmatch(name):
            yield Hit("sheet-name-spaces", name)


def _hidden(sheet: Sheet) -> Iterator[Hit]:
    last_row = max((row for row, _ in sheet.cells), default=0)
    last_column = max((column for _, column in sheet.cells), default=0)
    rows = [
        row
        for row, said in sorted(sheet.sheet.row_dimensions.items())
        if (said.hidden or said.height == 0) and row <= last_row
    ]
    if rows:
        more = f" and {len(rows) - 5} more" if len(rows) > 5 else ""
        value = ", ".join(map(str, rows[:5])) + more
        yield Hit("rows-hidden", sheet.name, f"A{rows[0]}", {"value": value})
    columns = sorted(
        column
        for said in sheet.sheet.column_dimensions.values()
        if said.hidden or said.width == 0
        for column in range(said.min or 0, min(said.max or 0, last_column) + 1)
    )
    if columns:
        value = ", ".join(map(get_column_letter, columns))
        yield Hit(
            "columns-hidden", sheet.name, f"{get_column_letter(columns[0])}1", {"value": value}
        )


def _title(sheet: Sheet, titled: dict[str, str]) -> Iterator[Hit]:
    cell = sheet.cells.get((1, 1))
    if cell is None or sheet.in_table(1, 1):
        yield Hit("title-missing", sheet.name, "A1")
        return
    title = text_of(cell).strip()
    if title in titled:
        yield Hit("title-repeated", sheet.name, "A1", {"value": shown(titled[title])})
    titled.setdefault(title, sheet.name)
