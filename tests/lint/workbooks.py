"""A workbook with nothing wrong, and one thing at a time done to it."""

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.kernel.workbook_file import save

Row = tuple[str | int | float, ...]
Edit = Callable[[Workbook], object]

COVER = (
    "Cooperatives in three invented regions",
    "Figures of the year 2024, published by the Office of Examples.",
    "Shorthand: [x] means not available, [z] means not applicable.",
)
HEADERS = ("Region", "Cooperatives (number)", "Members (thousands) [note 1]")
ROWS = (("North", 12, 1.5), ("South", 7, 20.0), ("West", "[x]", 3.5), ("East", 9, 4.0))


def good() -> Workbook:
    """A workbook with cover, contents, notes and one table."""
    book = Workbook()
    book.properties.title = COVER[0]
    book.properties.language = "en"
    book.properties.creator = "Office of Examples"
    cover = book.worksheets[0]
    cover.title = "Cover"
    for row, text in enumerate(COVER, start=1):
        cover.cell(row, 1, text)
    contents = book.create_sheet("Contents")
    fill(contents, "List of sheets", ("Sheet", "Title"), [("Notes", "Notes"), ("Regions", "A")])
    for row, name in ((3, "Notes"), (4, "Regions")):
        link(contents, f"A{row}", f"'{name}'!A1")
    notes = book.create_sheet("Notes")
    fill(notes, "Notes to the table", ("Note", "Text"), [("[note 1]", "At the end of the year.")])
    fill(book.create_sheet("Regions"), "Cooperatives by region, 2024", HEADERS, ROWS)
    for sheet in book.worksheets:
        for cells in sheet.iter_rows():
            for cell in cells:
                cell.font = Font(name="Arial", size=12)
        for letter in "ABC":
            sheet.column_dimensions[letter].width = 30
    return book


def fill(sheet: Worksheet, title: str, headers: tuple[str, ...], rows: Sequence[Row]) -> None:
    """Write a title, and below it a table named after the sheet."""
    sheet["A1"] = title
    for column, header in enumerate(headers, start=1):
        sheet.cell(2, column, header)
    for row, values in enumerate(rows, start=3):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column, value)
            if isinstance(value, int):
                cell.number_format = "#,##0"
            if isinstance(value, float):
                cell.number_format = "#,##0.0"
                cell.alignment = Alignment(horizontal="right")
    end = sheet.cell(2 + len(rows), len(headers)).coordinate
    sheet.add_table(marked_up(f"{sheet.title.lower()}_list", f"A2:{end}", headers))


def marked_up(name: str, ref: str, headers: tuple[str, ...]) -> Table:
    """A table as Excel defines it, without filter buttons."""
    table = Table(displayName=name, ref=ref)
    table.tableColumns = [
        TableColumn(id=at, name=header) for at, header in enumerate(headers, start=1)
    ]
    return table


def link(sheet: Worksheet, at: str, location: str) -> None:
    """Link a cell to a place of the workbook."""
    sheet[at].hyperlink = Hyperlink(ref=at, location=location)


def regions(edit: Callable[[Worksheet], object]) -> Edit:
    """An edit of the sheet of data."""
    return lambda book: edit(book["Regions"])


def written(book: Workbook, path: Path) -> Path:
    """Save a workbook. Returns its path."""
    save(book, path)
    return path


def patched(path: Path, part: str, old: str, new: str) -> Path:
    """Rewrite what openpyxl would not write: replace a pattern in a part of the archive.

    A part that is not there is added, empty.
    """
    beside = path.with_suffix(".patched")
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(beside, "w") as changed:
        for name in archive.namelist():
            data = archive.read(name)
            if name == part:
                text, times = re.subn(old, new, data.decode("utf-8"), flags=re.DOTALL)
                assert times, f"{old} is not in {part}"
                data = text.encode("utf-8")
            changed.writestr(name, data)
        if part not in archive.namelist():
            changed.writestr(part, new)
    beside.replace(path)
    return path
