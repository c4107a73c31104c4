"""The account of a workbook's filled cells: each is an answer, a note, the builder's, or unread."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from openpyxl.utils import get_column_letter

from rapporteur.collect.reading.display.cells import Shown
from rapporteur.collect.reading.spreadsheet import Cell
from rapporteur.collect.reading.texts import raw_text, shortened

Kind = Literal["answer", "note", "builder", "said", "unread"]
"""What a filled cell is. `said` is unread too, and has a finding of its own."""

_LAST_COLUMN = 18_278  # ZZZ; a damaged .ods may claim more columns than any program has
_REGION = 200  # characters of the text of a region in a finding


@dataclass(frozen=True, slots=True)
class Ledger:
    """How many cells are filled, and how many of them are what."""

    filled: int = 0
    answers: int = 0
    notes: int = 0
    builders: int = 0
    unread: int = 0

    def __add__(self, other: "Ledger") -> "Ledger":
        return Ledger(
            self.filled + other.filled,
            self.answers + other.answers,
            self.notes + other.notes,
            self.builders + other.builders,
            self.unread + other.unread,
        )

    def unread_after_all(self, cells: int) -> "Ledger":
        """The account after so many of the builder's cells turned out to be written over."""
        return replace(self, builders=self.builders - cells, unread=self.unread + cells)


class Region(NamedTuple):
    """Unread cells that lie together: the first of them, their number and their text."""

    cell: str
    cells: int
    text: str


def is_filled(cell: Cell) -> bool:
    """Whether a person sees something in a cell, be it struck out."""
    if cell is None or cell == "":
        return False
    if isinstance(cell, str):
        return not cell.isspace() and (len(cell) > 4 or cell.isascii() or raw_text(cell) != "")
    return not isinstance(cell, Shown) or bool(cell.struck or raw_text(cell))


def text_of(cell: Cell) -> str:
    """The text of a filled cell, what is struck out included."""
    return raw_text(cell) or (cell.struck if isinstance(cell, Shown) else "")


def reference(row: int, column: int) -> str:
    """The reference of a cell, such as B4; row and column are counted from 0."""
    return f"{get_column_letter(min(column + 1, _LAST_COLUMN))}{row + 1}"


@lru_cache(20_000)
def filled_columns(cells: tuple[Cell, ...]) -> tuple[int, ...]:
    """The columns of the filled cells of a row; for rows that are the same in many workbooks."""
    return tuple(column for column, cell in enumerate(cells) if is_filled(cell))


@dataclass(slots=True)
class SheetLedger:
    """The account of a sheet, while it is being read row by row.

    `claims` are cells that were told before their row is entered.
    """

    counted: dict[Kind, int] = field(default_factory=dict)
    claims: dict[tuple[int, int], Kind] = field(default_factory=dict)
    unread: dict[tuple[int, int], str] = field(default_factory=dict)

    def enter(self, row: int, cells: Sequence[Cell], kinds: Mapping[int, Kind]) -> None:
        """Enter the filled cells of a row by their columns; other columns are unread."""
        counted = self.counted
        for column, cell in enumerate(cells):
            if not cell and (cell == "" or cell is None):
                continue
            if not (cell.__class__ is str and cell.isascii() and cell[0] > " ") and (
                not is_filled(cell)
            ):
                continue
            kind = kinds.get(column, "unread")
            if self.claims:
                kind = self.claims.get((row, column), kind)
            if kind == "unread":
                self.unread[row, column] = text_of(cell)
            else:
                counted[kind] = counted.get(kind, 0) + 1

    def enter_common(self, row: int, cells: Sequence[Cell], kinds: Mapping[int, Kind]) -> None:
        """The same as `enter`, for rows that are the same in many workbooks."""
        if self.claims:
            self.enter(row, cells, kinds)
            return
        filled = filled_columns(tuple(cells))
        unread = [column for column in filled if kinds.get(column) != "builder"]
        if len(filled) > len(unread):
            self.add("builder", len(filled) - len(unread))
        if unread:
            left = {column: kinds[column] for column in unread if column in kinds}
            self.enter(row, [cells[c] if c in unread else None for c in range(len(cells))], left)

    def add(self, kind: Kind, number: int = 1) -> None:
        """Count cells that are known to be filled."""
        self.counted[kind] = self.counted.get(kind, 0) + number

    def total(self) -> Ledger:
        """The account in figures."""
        counts = {kind: self.counted.get(kind, 0) for kind in ("answer", "note", "builder")}
        unread = self.counted.get("said", 0) + len(self.unread)
        return Ledger(
            sum(counts.values()) + unread,
            counts["answer"],
            counts["note"],
            counts["builder"],
            unread,
        )

    def regions(self) -> Iterator[Region]:
        """The unread cells, those of rows that follow one another together."""
        group: list[tuple[int, int]] = []
        for place in sorted(self.unread):
            if group and place[0] > group[-1][0] + 1:
                yield self._region(group)
                group = []
            group.append(place)
        if group:
            yield self._region(group)

    def _region(self, places: Sequence[tuple[int, int]]) -> Region:
        texts = " | ".join(self.unread[place] for place in places[:50])
        return Region(reference(*places[0]), len(places), shortened(texts, _REGION))
