"""Find the tables of a sheet that are not marked up, by which of its cells are filled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

Filled = Mapping[tuple[int, int], bool]
"""Whether each filled cell is a number, by row and column, in the order of reading."""


@dataclass(frozen=True, slots=True)
class Box:
    """A range of cells. `numbers` says of a guessed range whether it holds any number."""

    top: int
    left: int
    bottom: int
    right: int
    numbers: bool = False

    @property
    def ref(self) -> str:
        """The range as Excel names it."""
        start, end = (f"{get_column_letter(self.left)}{self.top}", self.right)
        return f"{start}:{get_column_letter(end)}{self.bottom}"


def guess_tables(filled: Filled) -> list[Box]:
    """The ranges that look like tables: two rows or more with two filled cells or more.

    A blank row ends a table only where something else begins below it: a line of text, or a row
    of nothing but texts above a row of the same width.
    """
    rows: dict[int, dict[int, bool]] = {}
    for (row, column), number in filled.items():
        rows.setdefault(row, {})[column] = number
    return [_box(rows, block) for block in _blocks(rows)]


def _blocks(rows: Mapping[int, Mapping[int, bool]]) -> Iterator[list[int]]:
    block: list[int] = []
    numbers = sorted(rows)
    for index, row in enumerate(numbers):
        wide = len(rows[row]) > 1
        after_blank = bool(block) and row > block[-1] + 1
        if not wide or (after_blank and _begins(rows, numbers, index, block)):
            if len(block) > 1:
                yield block
            block = []
        if wide:
            block.append(row)
    if len(block) > 1:
        yield block


def _begins(
    rows: Mapping[int, Mapping[int, bool]], numbers: list[int], index: int, block: list[int]
) -> bool:
    """Whether a row below a blank one is the header of another table."""
    here = rows[numbers[index]]
    if any(here.values()) or index + 1 == len(numbers):
        return False
    below = rows[numbers[index + 1]]
    above = any(rows[block[-1]].values())
    return above and any(below.values()) and len(here) >= len(below)


def _box(rows: Mapping[int, Mapping[int, bool]], block: list[int]) -> Box:
    columns = [column for row in block for column in rows[row]]
    return Box(
        top=block[0],
        left=min(columns),
        bottom=block[-1],
        right=max(columns),
        numbers=any(number for row in block for number in rows[row].values()),
    )
