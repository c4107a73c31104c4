"""A comparison as a workbook: a sheet that sums up, then one a table, each a named Excel table."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.disseminate.content.text_measure import TALLEST, height
from rapporteur.disseminate.releases.changes_markdown import (
    MOST_FILES,
    between,
    reasons,
    remarks,
    title,
    whole,
)
from rapporteur.disseminate.releases.comparison import (
    ADDED,
    CHANGED,
    REMOVED,
    Comparison,
    RowChange,
)
from rapporteur.disseminate.releases.value_words import Words
from rapporteur.kernel.workbook_file import save
from rapporteur.language.typeface import ACCENT, INK, LINE, PALE, typeface

_LIMIT = 32_767  # characters of a cell
_HEADER = 3  # the row, below the title and what is compared
_SUMMARY = {"table": 26, "title": 60, ADDED: 11, CHANGED: 11, REMOVED: 11, "remark": 60}
_ROWS = {
    "change": 12, "respondent": 18, "row": 26, "column": 20, "before": 28, "after": 28, "file": 26,
    "received": 15, "why": 30,
}  # fmt: skip
"""The columns of the sheets, and how wide they are."""

_Line = Sequence[str | int]


def write_changes(comparison: Comparison, words: Words, path: Path) -> Path:
    """Write the workbook; from the same comparison come the same bytes."""
    writer = _Writer(comparison, words)
    writer.sheet(
        words.say("changes-sheet-summary"), "changes", _SUMMARY, _summary(comparison, words)
    )
    for table in comparison.tables:
        lines = [line for row in table.rows for line in _lines(row, words)]
        writer.sheet(table.id, f"changes_{table.id}", _ROWS, lines, table.title)
    save(writer.book, path)
    return path


def _summary(comparison: Comparison, words: Words) -> list[_Line]:
    return [
        (
            table.id,
            table.title,
            *(table.count(kind) for kind in (ADDED, CHANGED, REMOVED)),
            "\n".join(remarks(table, words)),
        )
        for table in comparison.tables
    ]


def _lines(row: RowChange, words: Words) -> Iterator[_Line]:
    """A line for each cell that changed, and one for a row that was added or removed."""
    files = row.cause.files[:MOST_FILES]
    more = len(row.cause.files) - len(files)
    names = [file.file for file in files] + ([f"… (+{more})"] if more else [])
    moments = [words.moment(file.received_at) for file in files if file.received_at]
    cause = ("\n".join(names), "\n".join(moments), "\n".join(reasons(row.cause, words)))
    first = (words.say(f"changes-{row.kind}"), row.respondent, row.row)
    if row.kind == CHANGED:
        for cell in row.cells:
            yield (*first, cell.column, cell.before, cell.after, *cause)
        return
    values = "\n".join(whole(row, words))
    yield (*first, "", *((values, "") if row.kind == REMOVED else ("", values)), *cause)


class _Writer:
    """The workbook while it is made."""

    def __init__(self, comparison: Comparison, words: Words) -> None:
        self._comparison, self._words = comparison, words
        self._face = typeface(comparison.language)
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        properties = self.book.properties
        properties.title = title(comparison, words)
        properties.language, properties.creator = comparison.language, "rapporteur"
        # Not the time of writing.
        properties.created = properties.modified = comparison.now.published_at.replace(tzinfo=None)

    def sheet(
        self,
        name: str,
        table: str,
        columns: dict[str, int],
        lines: Sequence[_Line],
        heading: str = "",
    ) -> None:
        """A sheet with a title, which versions are compared, and a named table."""
        sheet = self.book.create_sheet(name[:31])
        self._set_up(sheet, columns)
        self._put(sheet, 1, 1, heading or title(self._comparison, self._words), size=13, bold=True)
        self._put(sheet, 2, 1, between(self._comparison, self._words))
        for at, key in enumerate(columns, start=1):
            message = (
                f"changes-{key}" if key in (ADDED, CHANGED, REMOVED) else f"changes-column-{key}"
            )
            cell = self._put(sheet, _HEADER, at, self._words.say(message), bold=True, color=ACCENT)
            cell.fill, cell.border = PatternFill("solid", fgColor=PALE), Border(bottom=Side("thin"))
            side = "right" if key in (ADDED, CHANGED, REMOVED) else self._face.start
            cell.alignment = self._aligned(side, wrap=True)
        for number, line in enumerate(lines, start=_HEADER + 1):
            for at, value in enumerate(line, start=1):
                cell = self._put(sheet, number, at, value)
                cell.border = Border(bottom=Side("hair", LINE))
                figure = isinstance(value, int)
                side = "right" if figure else self._face.start
                cell.alignment = self._aligned(side, wrap=True)
            # Only Excel finds this out by itself.
            rooms = zip(line, columns.values(), strict=True)
            tall = max(height(str(value), room) for value, room in rooms)
            sheet.row_dimensions[number].height = min(TALLEST, tall + 3)
        if lines:  # Excel knows no named table without rows
            last = f"{get_column_letter(len(columns))}{_HEADER + len(lines)}"
            sheet.add_table(Table(name=table, displayName=table, ref=f"A{_HEADER}:{last}"))
        else:
            self._put(sheet, _HEADER + 1, 1, self._words.say("changes-none"))

    def _set_up(self, sheet: Worksheet, columns: dict[str, int]) -> None:
        for at, wide in enumerate(columns.values(), start=1):
            sheet.column_dimensions[get_column_letter(at)].width = wide
        sheet.freeze_panes = f"A{_HEADER + 1}"
        sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.rightToLeft = self._face.right_to_left
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

    def _put(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        value: str | int,
        *,
        size: int = 10,
        bold: bool = False,
        color: str = INK,
    ) -> Cell:
        """A cell whose text is never a formula."""
        if isinstance(value, str):
            value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LIMIT]
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)
        cell.value = value or None if isinstance(value, str) else value
        if isinstance(value, str) and value:
            cell.data_type = "s"
        cell.font = Font(name=self._face.name, size=size, bold=bold, color=color)
        cell.alignment = self._aligned(self._face.start)
        return cell

    def _aligned(self, side: str, *, wrap: bool = False) -> Alignment:
        """Aligned to the top; even a text that begins with a figure reads in the language's way."""
        order = 2 if self._face.right_to_left else 0
        return Alignment(side, "top", wrap_text=wrap, readingOrder=order)
