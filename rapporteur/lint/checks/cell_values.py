"""Rules about what cells hold: numbers and texts, symbols, errors."""

import re
from collections.abc import Iterator

from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock

from rapporteur.lint.book import Book, Column, Sheet, is_number, place, text_of
from rapporteur.lint.catalogue import Profile
from rapporteur.lint.violations import Violation, shown
from rapporteur.lint.vocabulary import BARE_SYMBOLS, BRACKETED, is_symbol

# With thousands separators, decimals or a percent sign; not codes, which begin with 0.
_NUMBER = re.compile(r"[+\-−]?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:[,.  \u202f]\d{3})+)(?:[.,]\d+)?\s?%?")
_DIGITS = re.compile(r"[1-9]\d*")
_DASHES = frozenset("-–—−")


def check(book: Book) -> Iterator[Violation]:
    """Check the values of the cells."""
    for sheet in book.sheets:
        for row, column, flaw in book.flaws.get(sheet.name, ()):
            if flaw.code == "formula_without_value":
                at = place(row + 1, column + 1)
                yield Violation(
                    "formula-without-value", sheet.name, at, {"value": shown(flaw.text)}
                )
        for cell in sheet.cells.values():
            yield from _cell(sheet, cell)
        for region in sheet.regions:
            for column_of_table in region.columns:
                yield from _column(sheet, column_of_table)
    yield from _symbols(book)


def _cell(sheet: Sheet, cell: Cell) -> Iterator[Violation]:
    value = cell.value
    if is_number(value) or isinstance(value, bool):
        return
    if cell.data_type == "e":
        yield Violation("error-value", sheet.name, cell.coordinate, {"value": text_of(cell)})
        return
    text = text_of(cell)
    raised = cell.font.vertAlign == "superscript" or (
        isinstance(value, CellRichText)
        and any(isinstance(run, TextBlock) and run.font.vertAlign == "superscript" for run in value)
    )
    if raised:
        yield Violation("superscript", sheet.name, cell.coordinate, {"value": shown(text)})
    formula_like = text[0] in "=+-@\t\r" and len(text) > 1 and not cell.quotePrefix
    if formula_like and not is_symbol(text) and not _NUMBER.fullmatch(text.strip()):
        yield Violation("formula-like", sheet.name, cell.coordinate, {"value": shown(text)})


def _column(sheet: Sheet, column: Column) -> Iterator[Violation]:
    texts = [
        c for c in column.cells if not is_number(c.value) and c.data_type in ("s", "inlineStr")
    ]
    numeric = [cell for cell in texts if _NUMBER.fullmatch(text_of(cell).strip())]
    some_are_numbers = len(texts) < len(column.cells)
    # Numerals of equal length are codes; a column of texts may hold a numeral that is a name.
    whole = [cell for cell in numeric if not _DIGITS.fullmatch(text_of(cell).strip())]
    lengths = {len(text_of(cell).strip()) for cell in numeric}
    all_numeric = len(numeric) == len([c for c in texts if not is_symbol(text_of(c))])
    wrong = numeric if some_are_numbers or (all_numeric and (whole or len(lengths) > 1)) else []
    for cell in wrong:
        yield Violation(
            "number-as-text", sheet.name, cell.coordinate, {"value": shown(text_of(cell))}
        )
    if not column.of_numbers:
        return
    for cell in texts:
        text = text_of(cell)
        if not is_symbol(text.strip()) and cell not in wrong:
            yield Violation("text-in-numbers", sheet.name, cell.coordinate, {"value": shown(text)})


def _symbols(book: Book) -> Iterator[Violation]:
    prose = [text for sheet in book.sheets for text in _prose(sheet)]
    for sheet in book.sheets:
        if sheet.role == "notes":
            continue
        unexplained: dict[str, str] = {}
        for region in sheet.regions:
            for column in region.columns:
                for cell in column.cells:
                    text = text_of(cell).strip() if isinstance(cell.value, str) else ""
                    if not text or not (text in BARE_SYMBOLS or BRACKETED.fullmatch(text)):
                        continue
                    yield from _of_profile(book.profile, sheet, cell, text)
                    for symbol in re.findall(r"\[[a-z]+\]", text) or [text]:
                        unexplained.setdefault(symbol, cell.coordinate)
        for symbol, at in unexplained.items():
            if not any(_explains(text, symbol) for text in prose):
                yield Violation("symbol-unexplained", sheet.name, at, {"value": symbol})


def _of_profile(profile: Profile, sheet: Sheet, cell: Cell, text: str) -> Iterator[Violation]:
    bare = text in BARE_SYMBOLS
    if bare and profile is Profile.ACCESSIBLE:
        yield Violation("symbol-bare", sheet.name, cell.coordinate, {"value": text})
    elif not bare and profile is Profile.UN:
        yield Violation("symbol-bracketed", sheet.name, cell.coordinate, {"value": text})


def _prose(sheet: Sheet) -> Iterator[str]:
    """The texts where symbols may be explained."""
    apart = sheet.role in ("notes", "cover", "contents")
    cells = sheet.cells.values() if apart else sheet.outside()
    return (text_of(cell).strip() for cell in cells)


def _explains(text: str, symbol: str) -> bool:
    if text == symbol:
        return True
    if symbol in _DASHES:  # which are punctuation, too
        marked = (
            rf"[“\"'«(]{symbol}[”\"'»)]|(?:^|[;,.]\s*){symbol}\s*[=:]|(?:^|[:;]\s*){symbol}\s+\w"
        )
        return re.search(marked, text) is not None
    return re.search(rf"(?<![\w.]){re.escape(symbol)}(?![\w.])", text) is not None
