"""Rules about links: their targets and texts, and whether the contents link to every sheet."""

import re
from collections.abc import Iterator

from openpyxl.utils import range_boundaries
from openpyxl.worksheet.hyperlink import Hyperlink

from rapporteur.lint.book import Book, Sheet, text_of
from rapporteur.lint.violations import Violation, shown
from rapporteur.lint.vocabulary import BARE_LINKS

_PLACE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def check(book: Book) -> Iterator[Violation]:
    """Check the links."""
    for sheet in book.sheets:
        for link in sheet.links:
            where = _location(link)
            at = (link.ref or "A1").partition(":")[0]
            if where is not None and not _exists(book, where):
                yield Violation("link-broken", sheet.name, at, {"value": shown(where)})
            row, column = _at(at)
            cell = sheet.cells.get((row, column))
            text = text_of(cell).strip() if cell is not None else ""
            if text.lower().strip(" .:…→←") in BARE_LINKS or _ADDRESS.fullmatch(text):
                yield Violation("link-text", sheet.name, at, {"value": shown(text)})
        for where in book.parts.links.get(sheet.name, ()):
            if not _exists(book, where):
                yield Violation("link-broken", sheet.name, params={"value": shown(where)})
    yield from _contents(book)


def _contents(book: Book) -> Iterator[Violation]:
    """Check that the contents, or a cover in their place, link to every sheet."""
    data = [sheet for sheet in book.sheets if sheet.role == "data" and sheet.regions]
    listing = next((sheet for sheet in book.sheets if sheet.role == "contents"), None)
    if listing is None:
        covers = [sheet for sheet in book.sheets if sheet.role == "cover" and _linked(book, sheet)]
        if not covers:
            if len(data) > 1:
                yield Violation("contents-missing", params={"value": str(len(data))})
            return
        listing = covers[0]
    linked = _linked(book, listing)
    for sheet in book.sheets:
        apart = sheet is listing or sheet.role == "cover" or sheet.sheet.sheet_state != "visible"
        if not apart and sheet.name.lower() not in linked:
            yield Violation("contents-incomplete", listing.name, params={"value": sheet.name})


def _linked(book: Book, sheet: Sheet) -> set[str]:
    """The names, in lower case, of the sheets that a sheet links to."""
    places = [_location(link) for link in sheet.links]
    places += book.parts.links.get(sheet.name, ())
    names = set()
    for where in places:
        target = _PLACE.fullmatch(where or "")
        if target:
            names.add(_unquoted(target[1], target[2]).lower())
        elif where:
            names |= {other.name.lower() for other in book.sheets if where in other.sheet.tables}
    return names


def _location(link: Hyperlink) -> str | None:
    """Where a link leads within the workbook; None if it leads out of it."""
    if link.location and not link.target:
        return str(link.location).removeprefix("#")
    if link.target and link.target.startswith("#"):
        return str(link.target).removeprefix("#")
    return None


def _exists(book: Book, where: str) -> bool:
    target = _PLACE.fullmatch(where)
    if target is None:
        names = {name.lower() for name in book.workbook.defined_names}
        for sheet in book.workbook.worksheets:
            names |= {name.lower() for name in (*sheet.tables, *sheet.defined_names)}
        return where.lower() in names or _is_range(where)
    sheets = {name.lower() for name in book.workbook.sheetnames}
    if _unquoted(target[1], target[2]).lower() not in sheets:
        return False
    return _is_range(target[3]) or target[3].lower() in {
        name.lower() for name in book.workbook.defined_names
    }


def _unquoted(quoted: str | None, plain: str | None) -> str:
    return quoted.replace("''", "'") if quoted is not None else plain or ""


def _is_range(text: str) -> bool:
    try:
        range_boundaries(text)
    except (ValueError, TypeError):
        return False
    return True


def _at(ref: str) -> tuple[int, int]:
    left, top, _, _ = range_boundaries(ref)
    return int(top or 1), int(left or 1)
