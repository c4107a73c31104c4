"""Read a workbook of translations that came back: rows by their keys, cells by their columns."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils import get_column_letter

from rapporteur.collect.reading.spreadsheet import Sheet, UnreadableError, read_sheets
from rapporteur.collect.reading.texts import raw_text
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.sandbox import Failure, run
from rapporteur.kernel.xlsx_flaws import Flaw
from rapporteur.language.folding import fold
from rapporteur.language.messages import languages
from rapporteur.translate.review_book import BEFORE, HEADER, KIND, say

_TOLD = 10  # problems in one message


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells and their places by the name of the column; `flaws` hold no text."""

    sheet: str
    cells: Mapping[str, str]
    places: Mapping[str, str]
    flaws: frozenset[str] = frozenset()

    def place(self, name: str) -> str:
        """Where a cell is, as `Sheet!B4`."""
        return f"{self.sheet}!{self.places[name]}"


@dataclass(frozen=True)
class Returned:
    """What came back: which of the workbooks it is, into which language, and its rows."""

    file: str
    kind: str
    language: str
    rows: tuple[Row, ...]


def read_returned(cycle: Cycle, path: Path) -> Returned:
    """Read a workbook of the cycle, within bounds. Raises `UserError` when it is none."""
    read = run(_read, path)
    if isinstance(read, Failure):
        raise UserError(
            f"{path.name} takes more time or memory than is allowed to be read.",
            "Copy what was filled in into a workbook that `rapporteur translations` wrote.",
        )
    identification, rows = read
    if KIND not in identification:
        raise UserError(
            f"{path.name} is no workbook of translations.",
            "Take one that `rapporteur translations` wrote: its hidden sheet says what it is.",
        )
    if identification.get("cycle") != cycle.id:
        raise UserError(f"{path.name} is of the cycle “{identification.get('cycle', '')}”.")
    return Returned(path.name, identification[KIND], identification.get("language", ""), rows)


def _read(path: Path) -> tuple[Mapping[str, str], tuple[Row, ...]]:
    """What a workbook says that it is, and its rows. Raises `UserError`."""
    try:
        sheets = read_sheets(path.read_bytes())
    except UnreadableError as error:
        raise UserError(
            f"{path.name} cannot be read as a spreadsheet.", "Save it as .xlsx."
        ) from error
    return _identification(sheets), tuple(row for sheet in sheets for row in _rows(sheet))


def _identification(sheets: Iterable[Sheet]) -> Mapping[str, str]:
    for sheet in sheets:
        rows = [[raw_text(cell) for cell in row[:2]] for row in sheet.rows[:3]]
        if rows and rows[0][:1] == [KIND]:
            return {row[0]: row[1] for row in rows if len(row) > 1}
    return {}


def _rows(sheet: Sheet) -> Iterator[Row]:
    """The rows below the headers which have a key."""
    columns: dict[str, int] = {}
    below = False
    for number, row in enumerate(sheet.rows, start=1):
        texts = [raw_text(cell).replace("\r\n", "\n") for cell in row]
        if not columns:
            named = {name: at for at, name in enumerate(texts) if name}
            columns = named if {"key", BEFORE} <= set(named) else {}
            continue
        cells = {name: texts[at] if at < len(texts) else "" for name, at in columns.items()}
        if cells[BEFORE] == HEADER:
            below = True
        elif below and cells["key"]:
            places = {name: f"{get_column_letter(at + 1)}{number}" for name, at in columns.items()}
            flaws = {
                name for name, at in columns.items() if at < len(row) and isinstance(row[at], Flaw)
            }
            yield Row(sheet.name, cells, places, frozenset(flaws))


def one_of(text: str, known: Iterable[str], prefix: str) -> str | None:
    """Which of the words `known` a cell says in whatever language; None for none of them."""
    for code in known:
        words = {code, *(say(language, f"{prefix}{code}") for language in languages())}
        if fold(text) in map(fold, words):
            return code
    return None


class Problems:
    """What is wrong in a workbook that came back, cell by cell."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[str] = []

    def add(self, row: Row, name: str, what: str) -> None:
        """Take note of what is wrong in a cell."""
        self._found.append(f"{row.place(name)}: {what}")

    def check_flaws(self, row: Row) -> None:
        """Take note of cells that hold a formula or its error: they have no text to take."""
        for name in sorted(row.flaws):
            self.add(row, name, "it holds a formula; write the text itself")

    def check(self) -> None:
        """Raise `UserError` if there is something wrong."""
        if not self._found:
            return
        more = len(self._found) - _TOLD
        told = "; ".join(self._found[:_TOLD]) + (f"; and {more} more" if more > 0 else "")
        raise UserError(
            f"{self._file} cannot be taken: {told}.", "Mend these cells; nothing was taken yet."
        )
