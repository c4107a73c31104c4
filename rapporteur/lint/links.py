"""Rules about links: where they lead, what they are called, whether the contents have them all."""

import re
from collections.abc import Iterator

from openpyxl.utils import range_boundaries
from openpyxl.worksheet.hyperlink import Hyperlink

from rapporteur.lint.book import Book, Sheet, text_of
from rapporteur.lint.hits import Hit, shown
from rapporteur.lint.vocabulary import BARE_LINKS

_PLACE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def judge(book: Book) -> Iterator[Hit]:
    """Follow the links."""
    for sheet in book.sheets:
        for link in sheet.links:
            where = _location(link)
            at = (link.ref or "A1").partition(":")[0]
            if where is not None and not _exists(book, where):
                yield Hit("link-broken", sheet.name, at, {"value": shown(where)})
            row, column = _at(at)
            cell = sheet.cells.get((row, column))
            text = text_of(cell).strip() if cell is not None else ""
            if text.lower().strip(" .:…→←") in BARE_LINKS or _ADDRESS.fullmatch(text):
                yield Hit("link-text", sheet.name, at, {"value": shown(text)})
        for where in book.parts.links.get(sheet.name, ()):
            if not _exists(book, where):
                yield Hit("link-broken", sheet.name, params={"value": shown(where)})
    yield from _contents(book)


def _contents(book: Book) -> Iterator[Hit]:
    """Whether the contents, or a cover in place of them, link to every sheet."""
    data = [sheet for sheet in book.sheets if sheet.role == "data" and sheet.regions]
    listing = next((one for one in book.sheets if one.role == "contents"), None)
    if listing is None:
        covers = [one for one in book.sheets if one.role == "cover" and _linked(book, one)]
        if not covers:
            if len(data) > 1:
                yield Hit("contents-missing", params={"value": str(len(data))})
            return
        listing = covers[0]
    linked = _linked(book, listing)
    for sheet in book.sheets:
        apart = sheet is listing or sheet.role == "cover" or sheet.sheet.sheet_state != "visible"
        if not apart and sheet.name.lower() not in linked:
            yield Hit("contents-incomplete", listing.name, params={"value": sheet.name})


def _linked(book: Book, sheet: Sheet) -> set[str]:
    """The names, in lower case, of the sheets that a sheet links to."""
    places = [_location(link) for link in sheet.links]
    places += book.parts.links.get(sheet.name, ())
    names = set()
    for where in places:
        found = _PLACE.fullmatch(where or "")
        if found:
            names.add(_unquoted(found[1], found[2]).lower())
        elif where:
            names |= {one.name.lower() for one in book.sheets if where in one.sheet.tables}
    return names


def _location(link: Hyperlink) -> str | None:
    """Where a link leads within the workbook; None if it leads out of it."""
    if link.location and not link.target:
        return str(link.location).removeprefix("#")
    if link.target and link.target.startswith("#"):
        return str(link.target).removeprefix("#")
    return None


def _exists(book: Book, where: str) -> bool:
    found = _PLACE.fullmatch(where)
    if found is None:
        names = {name.lower() for name in book.workbook.defined_names}
        for sheet in book.workbook.worksheets:
            names |= {name.lower() for name in (*sheet.tables, *sheet.defined_names)}
        return where.lower() in names or _is_range(where)
    sheets = {name.lower() for name in book.workbook.sheetnames}
    if _unquoted(found[1], found[2]).lower() not in sheets:
        return False
    return _is_range(found[3]) or found[3].lower() in {
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
