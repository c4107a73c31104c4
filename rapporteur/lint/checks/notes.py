"""Rules about notes: each mark has a note, and each note a mark."""

from collections.abc import Iterator

from rapporteur.lint.book import Book, Sheet, text_of
from rapporteur.lint.violations import Violation
from rapporteur.lint.vocabulary import NOTE_HEAD, NOTE_MARK


def check(book: Book) -> Iterator[Violation]:
    """Compare the marks in the cells, such as [note 1], with the notes themselves."""
    written: dict[str, tuple[str, str]] = {}
    general: set[str] = set()
    used: dict[str, tuple[str, str, str]] = {}
    for sheet in book.sheets:
        defined = _definitions(sheet)
        for place, number in defined.items():
            written.setdefault(number, (sheet.name, place))
            # A note that begins like “Note 1:” is about the whole table and needs no mark.
            if sheet.role != "notes" and not NOTE_MARK.match(text_of(sheet.sheet[place]).strip()):
                general.add(number)
        for cell in sheet.cells.values():
            if sheet.role == "cover":  # it may explain how notes are marked
                break
            text = text_of(cell)
            for index, mark in enumerate(NOTE_MARK.finditer(text)):
                if index == 0 and cell.coordinate in defined:
                    continue
                used.setdefault(mark[1], (sheet.name, cell.coordinate, mark[0]))
    for number, (name, at, marked) in used.items():
        if number not in written:
            yield Violation("note-undefined", name, at, {"value": marked})
    for number, (name, at) in written.items():
        if number not in used and number not in general:
            yield Violation("note-unused", name, at, {"value": number})


def _definitions(sheet: Sheet) -> dict[str, str]:
    """The numbers of the notes of a sheet, by the cell that holds or begins the note."""
    numbers: dict[str, str] = {}
    if sheet.role == "notes":
        for (_, column), cell in sheet.cells.items():
            text = text_of(cell).strip()
            mark = NOTE_MARK.match(text) or NOTE_HEAD.match(text)
            if column == 1 and mark:
                numbers[cell.coordinate] = mark[1]
            elif column == 1 and text.isdigit() and int(text) and sheet.in_table(cell.row, 1):
                numbers[cell.coordinate] = text
        return numbers
    for cell in sheet.outside():
        text = text_of(cell)
        head = NOTE_HEAD.match(text)
        if head and len(text.strip()) > head.end() + 1:
            numbers[cell.coordinate] = head[1]
    return numbers
