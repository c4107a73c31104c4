"""Rules about the file: its properties, its name, what it carries along, how it opens."""

import re
from collections.abc import Iterator

from babel import Locale, UnknownLocaleError

from rapporteur.lint.book import Book, Sheet, text_of
from rapporteur.lint.hits import Hit
from rapporteur.lint.vocabulary import CREATORS

_LONGEST = 217  # characters of a file name
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")


def judge(book: Book) -> Iterator[Hit]:
    """Look the file over."""
    yield from _order(book)
    properties = book.workbook.properties
    if not (properties.title or "").strip():
        yield Hit("document-title")
    if not _is_language(book.language):
        yield Hit("document-language", params={"value": _quoted(book.language)})
    creator = (properties.creator or "").strip()
    if not creator or creator.lower() in CREATORS:
        yield Hit("document-creator", params={"value": _quoted(creator)})
    stem = book.file.rpartition(".")[0]
    if re.search(r"[^\w.\-]", stem) or len(book.file) > _LONGEST:
        yield Hit("file-name")
    if book.parts.macros:
        yield Hit("macros")
    if book.parts.external:
        yield Hit("external-links", params={"value": ", ".join(book.parts.external)})
    yield from _opening(book)
    for sheet in book.sheets:
        yield from _direction(book, sheet)


def _order(book: Book) -> Iterator[Hit]:
    for sheet, found in book.parts.misplaced.items():
        for one in found:
            rule = "font-order" if one.in_font else "element-order"
            params = {"part": one.part, "parent": one.parent, "element": one.element}
            yield Hit(rule, sheet, f"A{one.row}" if one.row else "", params)


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "the property is empty"


def _is_language(tag: str) -> bool:
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    return bool(tag)


def _opening(book: Book) -> Iterator[Hit]:
    views = book.workbook.views
    active = (views[0].activeTab or 0) if views else 0
    names = book.workbook.sheetnames
    if 0 < active < len(names):
        yield Hit("active-sheet", params={"value": names[active]})
    for number, sheet in enumerate(book.sheets):
        for view in sheet.sheet.views.sheetView:
            cursor = next(
                (
                    one.activeCell
                    for one in view.selection
                    if one.activeCell and (view.pane is None or one.pane == view.pane.activePane)
                ),
                "A1",
            )
            scrolled = view.topLeftCell not in (None, "A1")
            # Below frozen rows, the first cell that can hold the cursor is not A1 to all programs.
            if scrolled or (cursor != "A1" and view.pane is None):
                rule = "active-cell-others" if number else "active-cell"
                yield Hit(rule, sheet.name, "A1", {"value": cursor})


def _direction(book: Book, sheet: Sheet) -> Iterator[Hit]:
    expected = book.runs_left
    if expected is None:
        text = " ".join(text_of(cell) for cell in list(sheet.cells.values())[:500])
        expected = 2 * len(_RIGHT_TO_LEFT.findall(text)) > len(_LETTER.findall(text))
    if sheet.cells and sheet.runs_left != expected:
        value = "right to left" if sheet.runs_left else "left to right"
        yield Hit("text-direction", sheet.name, params={"value": value})
