"""Rules about tables: marked up, whole, one a sheet, with one header row and no gaps."""

from collections.abc import Iterator

from openpyxl.utils import escape, get_column_letter

from rapporteur.lint.book import Book, Region, Sheet, place, text_of
from rapporteur.lint.catalogue import Profile
from rapporteur.lint.violations import Violation, shown
from rapporteur.lint.vocabulary import BLANK, DEFAULT_TABLE


def check(book: Book) -> Iterator[Violation]:
    """Check the tables."""
    prose = " ".join(_prose(book, ("cover", "notes"))).lower()
    for sheet in book.sheets:
        explained = " ".join((prose, *_above(sheet))).lower()
        blanks = any(word in explained for word in BLANK)
        if sheet.role in ("data", "notes") and len(sheet.regions) > 1:
            yield Violation("several-tables", sheet.name, params={"value": str(len(sheet.regions))})
        yield from _merged(sheet)
        for region in sheet.regions:
            corner = place(region.box.top, region.box.left)
            if region.table is None and not region.named:
                yield Violation("table-missing", sheet.name, corner, {"value": region.box.ref})
            elif region.table is not None:
                yield from _marked(sheet, region, corner)
            if region.box.left > 1:
                value = get_column_letter(region.box.left)
                yield Violation("table-position", sheet.name, corner, {"value": value})
            yield from _headers(sheet, region)
            yield from _gaps(sheet, region)
            if not blanks:
                yield from _empty(book, sheet, region)
            yield from _below(sheet, region)


def _prose(book: Book, roles: tuple[str, ...]) -> Iterator[str]:
    for sheet in book.sheets:
        if sheet.role in roles:
            yield from map(text_of, sheet.cells.values())


def _above(sheet: Sheet) -> Iterator[str]:
    return map(text_of, sheet.outside())


def _marked(sheet: Sheet, region: Region, corner: str) -> Iterator[Violation]:
    table = region.table
    assert table is not None
    named = {"value": table.displayName}
    if DEFAULT_TABLE.fullmatch(table.displayName):
        yield Violation("table-name-default", sheet.name, corner, named)
    if region.header_row is None:
        yield Violation("table-header-row", sheet.name, corner, named)
    if table.autoFilter is not None and region.header_row is not None:
        yield Violation("filter-buttons", sheet.name, corner, named)
    box = region.box
    under = sum((box.bottom + 1, c) in sheet.cells for c in range(box.left, box.right + 1))
    beside = [
        column
        for column in (box.left - 1, box.right + 1)
        if any((row, column) in sheet.cells for row in range(box.top, box.bottom + 1))
    ]
    if under > 1:
        yield Violation("table-incomplete", sheet.name, place(box.bottom + 1, box.left), named)
    elif beside:
        yield Violation("table-incomplete", sheet.name, place(box.top, beside[0]), named)


def _headers(sheet: Sheet, region: Region) -> Iterator[Violation]:
    row = region.header_row
    if row is None:
        return
    seen: set[str] = set()
    for column in region.columns:
        at = place(row, column.number)
        header = " ".join(column.header.split()).lower()
        if not header and (column.cells or region.table):
            yield Violation("header-empty", sheet.name, at)
        elif header and header in seen and not region.named:
            yield Violation("header-repeated", sheet.name, at, {"value": shown(column.header)})
        seen.add(header)
    if region.table is not None:
        for column, definition in zip(region.columns, region.table.tableColumns, strict=False):
            written = escape.unescape(definition.name or "")
            if column.header and _plain(written) != _plain(column.header):
                at = place(row, column.number)
                yield Violation("header-differs", sheet.name, at, {"value": shown(written)})
    if region.named:  # with headings of several columns above
        return
    above = [c for c in range(region.box.left, region.box.right + 1) if (row - 1, c) in sheet.cells]
    if len(above) > 1 and not any(other.has(row - 1, above[0]) for other in sheet.regions):
        yield Violation("header-rows", sheet.name, place(row - 1, above[0]))
    elif region.table is None and len(region.columns) > 1:
        yield from _second_header(sheet, region)


def _second_header(sheet: Sheet, region: Region) -> Iterator[Violation]:
    """In a table without markup, merged cells in the first row are headings of the next row."""
    for merged in sheet.sheet.merged_cells.ranges:
        if merged.min_row == merged.max_row == region.box.top and merged.max_col > merged.min_col:
            yield Violation("header-rows", sheet.name, place(merged.min_row, merged.min_col))
            return


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("_x000a_", "\n").replace("\r", "\n").strip()


def _gaps(sheet: Sheet, region: Region) -> Iterator[Violation]:
    for column in region.columns:
        if not column.cells and not column.header:
            yield Violation("blank-column", sheet.name, place(region.box.top, column.number))
    filled = {cell.row for column in region.columns for cell in column.cells}
    for row in range(region.first_row, region.box.bottom + 1):
        if row not in filled:
            yield Violation("blank-row", sheet.name, place(row, region.box.left))


def _empty(book: Book, sheet: Sheet, region: Region) -> Iterator[Violation]:
    """Check for empty cells that no other rule reports."""
    symbol = "[x]" if book.profile is Profile.ACCESSIBLE else ".."
    covered = {(row + 1, column + 1) for row, column, _ in book.flaws.get(sheet.name, ())}
    for merged in sheet.sheet.merged_cells.ranges:
        covered |= {at for cells in merged.rows for at in cells}
    filled = {(cell.row, cell.column) for column in region.columns for cell in column.cells}
    rows = {row for row, _ in filled}
    covered |= filled
    for column in region.columns:
        if not column.cells and not column.header:
            continue
        for row in range(region.first_row, region.box.bottom + 1):
            if row in rows and (row, column.number) not in covered:
                at = place(row, column.number)
                yield Violation("empty-cell", sheet.name, at, {"value": symbol})


def _below(sheet: Sheet, region: Region) -> Iterator[Violation]:
    if sheet.role == "cover" or region is not sheet.regions[-1]:
        return
    for row, column in sheet.cells:
        if row > region.box.bottom:
            wide = sum(
                (row, c) in sheet.cells for c in range(region.box.left, region.box.right + 1)
            )
            adjoins = row == region.box.bottom + 1 and wide > 1
            if not adjoins:
                yield Violation("below-table", sheet.name, place(row, column))
            return


def _merged(sheet: Sheet) -> Iterator[Violation]:
    for merged in sorted(sheet.sheet.merged_cells.ranges, key=lambda r: (r.min_row, r.min_col)):
        inside = any(
            sheet.in_table(row, column)
            for row, column in ((merged.min_row, merged.min_col), (merged.max_row, merged.max_col))
        )
        rule = "merged-in-table" if inside else "merged-outside-table"
        yield Violation(
            rule, sheet.name, place(merged.min_row, merged.min_col), {"value": merged.coord}
        )
