"""Rules about the file: its properties and name, macros and external links, how it opens."""

import re
from collections.abc import Iterator

from babel import Locale, UnknownLocaleError

from rapporteur.lint.book import Book, Sheet, text_of
from rapporteur.lint.violations import Violation
from rapporteur.lint.vocabulary import CREATORS

_LONGEST = 217  # characters of a file name
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")


def check(book: Book) -> Iterator[Violation]:
    """Check the file."""
    yield from _order(book)
    properties = book.workbook.properties
    if not (properties.title or "").strip():
        yield Violation("document-title")
    if not _is_language(book.language):
        yield Violation("document-language", params={"value": _quoted(book.language)})
    creator = (properties.creator or "").strip()
    if not creator or creator.lower() in CREATORS:
        yield Violation("document-creator", params={"value": _quoted(creator)})
    stem = book.file.rpartition(".")[0]
    if re.search(r"[^\w.\-]", stem) or len(book.file) > _LONGEST:
        yield Violation("file-name")
    if book.parts.macros:
        yield Violation("macros")
    if book.parts.external:
        yield Violation("external-links", params={"value": ", ".join(book.parts.external)})
    yield from _opening(book)
    for sheet in book.sheets:
        yield from _direction(book, sheet)


def _order(book: Book) -> Iterator[Violation]:
    for sheet, elements in book.parts.misplaced.items():
        for element in elements:
            rule = "font-order" if element.in_font else "element-order"
            params = {"part": element.part, "parent": element.parent, "element": element.element}
            yield Violation(rule, sheet, f"A{element.row}" if element.row else "", params)


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "the property is empty"


def _is_language(tag: str) -> bool:
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    return bool(tag)


def _opening(book: Book) -> Iterator[Violation]:
    views = book.workbook.views
    active = (views[0].activeTab or 0) if views else 0
    names = book.workbook.sheetnames
    if 0 < active < len(names):
        yield Violation("active-sheet", params={"value": names[active]})
    for number, sheet in enumerate(book.sheets):
        for view in sheet.sheet.views.sheetView:
            cursor = next(
                (
                    selection.activeCell
                    for selection in view.selection
                    if selection.activeCell
                    and (view.pane is None or selection.pane == view.pane.activePane)
                ),
                "A1",
            )
            scrolled = view.topLeftCell not in (None, "A1")
            # With frozen rows, programs differ on the first cell that can hold the cursor.
            if scrolled or (cursor != "A1" and view.pane is None):
                rule = "active-cell-others" if number else "active-cell"
                yield Violation(rule, sheet.name, "A1", {"value": cursor})


def _direction(book: Book, sheet: Sheet) -> Iterator[Violation]:
    expected = book.runs_left
    if expected is None:
        text = " ".join(text_of(cell) for cell in list(sheet.cells.values())[:500])
        expected = 2 * len(_RIGHT_TO_LEFT.findall(text)) > len(_LETTER.findall(text))
    if sheet.cells and sheet.runs_left != expected:
        value = "right to left" if sheet.runs_left else "left to right"
        yield Violation("text-direction", sheet.name, params={"value": value})
