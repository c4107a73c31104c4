"""Rules about drawings, frozen panes and printed pages."""

import re
from collections.abc import Iterator, Set

from rapporteur.lint.book import Book, Sheet, text_of
from rapporteur.lint.violations import Violation, shown

_PAGE = 110.0  # characters across a landscape page of A4
_LONG = 40  # rows that a page, or a screen, shows
_CUT = 100  # characters from which a page header may be the beginning of a longer text
_LONGEST = 255  # characters of a page header, with its codes
_CODE = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-F]{6}|[A-Za-z])')  # of fonts, sizes, pages, dates
_PARTS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


def check(book: Book) -> Iterator[Violation]:
    """Check drawings, panes and pages."""
    cells = {text_of(cell) for sheet in book.sheets for cell in sheet.cells.values()}
    for sheet in book.sheets:
        for drawing in book.parts.drawings.get(sheet.name, ()):
            if drawing.text:
                at, value = drawing.cell, shown(drawing.text)
                yield Violation("text-box", sheet.name, at, {"value": value})
            elif not drawing.described:
                yield Violation("alt-text", sheet.name, drawing.cell, {"value": drawing.kind})
        yield from _panes(sheet)
        yield from _pages(sheet, cells)


def _panes(sheet: Sheet) -> Iterator[Violation]:
    frozen = sheet.sheet.freeze_panes
    if frozen:
        yield Violation(
            "panes-frozen", sheet.name, str(frozen), {"value": f"above and left of {frozen}"}
        )
        return
    for region in sheet.marked:
        if region.box.bottom - region.box.top > _LONG and sheet.role == "data":
            yield Violation("header-not-frozen", sheet.name, f"A{region.first_row}")
            return


def _pages(sheet: Sheet, cells: Set[str]) -> Iterator[Violation]:
    page = sheet.sheet
    for name in _PARTS:
        part = getattr(page, name)
        texts = [
            section.text
            for section in (part.left, part.center, part.right)
            if section and section.text
        ]
        if not texts:
            continue
        header = " ".join(texts)
        if any(not _in_a_cell(text, cells) for text in texts):
            yield Violation("page-header", sheet.name, params={"value": shown(header)})
        if len(header) > _LONGEST:
            yield Violation("page-header-too-long", sheet.name, params={"value": str(len(header))})
    long_tables = [
        region
        for region in sheet.regions
        if region.box.bottom > _LONG and region.header_row is not None
    ]
    if long_tables and not page.print_title_rows:
        yield Violation("print-titles", sheet.name, f"A{long_tables[0].header_row}")
    fits = page.sheet_properties.pageSetUpPr
    one_wide = fits is not None and fits.fitToPage and page.page_setup.fitToWidth in (None, 1)
    data = sheet.role == "data" and bool(sheet.regions)
    if data and not one_wide and not page.print_title_cols and _width(sheet) > _PAGE:
        yield Violation("print-width", sheet.name)


def _in_a_cell(text: str, cells: Set[str]) -> bool:
    """Whether a part of a page header repeats a cell, or holds only page numbers and dates."""
    words = _CODE.sub("", text.replace("&&", "\0")).replace("\0", "&").strip(" /–-")
    if not words or words in cells:
        return True
    return len(words) >= _CUT and any(cell.startswith(words) for cell in cells)


def _width(sheet: Sheet) -> float:
    last = max((column for _, column in sheet.cells), default=0)
    usual = float(sheet.sheet.sheet_format.defaultColWidth or 8.43)
    widths: dict[int, float] = {}
    for dimension in sheet.sheet.column_dimensions.values():
        for column in range(dimension.min or 0, min(dimension.max or 0, last) + 1):
            widths[column] = 0.0 if dimension.hidden else float(dimension.width)
    return sum(widths.get(column, usual) for column in range(1, last + 1))
