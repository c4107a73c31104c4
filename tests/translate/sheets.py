"""Fill the workbooks of translations as people do."""

from collections.abc import Mapping
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.kernel.workbook_file import save
from rapporteur.translate.reply_texts import replies_book, take_replies
from rapporteur.translate.returned import read_returned
from rapporteur.translate.review import Taken, review_book, take_reviews

Filled = Mapping[str, Mapping[str, str]]
"""What is written into a row: text by column, by the key of the row (or its original)."""


def again(cycle: Cycle) -> Cycle:
    """The cycle as another process would load it."""
    return load_cycle(cycle.home, cycle.id)


def review(cycle: Cycle, language: str, name: str = "review.xlsx") -> Path:
    """The workbook for a reviewer."""
    path = cycle.home / name
    save(review_book(again(cycle), language), path)
    return path


def replies(cycle: Cycle, language: str, name: str = "replies.xlsx") -> Path:
    """The workbook for the texts of respondents."""
    path = cycle.home / name
    save(replies_book(again(cycle), language), path)
    return path


def take(cycle: Cycle, path: Path, who: str = "A. Reviewer") -> Taken:
    """Take what came back."""
    cycle = again(cycle)
    returned = read_returned(cycle, path)
    return (take_reviews if returned.kind == "review" else take_replies)(cycle, returned, who)


def columns(sheet: Worksheet) -> Mapping[str, int]:
    """The columns by their hidden names; none for another sheet."""
    found = {str(cell.value): cell.column for cell in sheet[1] if cell.value}
    return found if {"key", "before"} <= set(found) else {}


def rows(path: Path) -> Mapping[str, Mapping[str, str]]:
    """What a workbook says in each row, by key."""
    found = {}
    for sheet in load_workbook(path).worksheets:
        names = columns(sheet)
        for row in sheet.iter_rows(min_row=4) if names else ():
            cells = {name: str(row[at - 1].value or "") for name, at in names.items()}
            found[cells["key"]] = cells
    return found


def fill(path: Path, filled: Filled) -> Path:
    """Write into rows, named by their key or their original, and save the workbook."""
    workbook = load_workbook(path)
    left = dict(filled)
    for sheet in workbook.worksheets:
        names = columns(sheet)
        for row in sheet.iter_rows(min_row=4) if names else ():
            for name in ("key", "original"):
                key = str(row[names[name] - 1].value) if name in names else ""
                for column, text in left.pop(key, {}).items():
                    row[names[column] - 1].value = text
    assert not left, left
    workbook.save(path)
    return path
