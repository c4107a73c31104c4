"""The columns of a repeat: by their hidden names, or by the visible headings if these differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapporteur.collect.reading.labels import NOTE, column_names
from rapporteur.collect.reading.spreadsheet import Cell, Sheet, at
from rapporteur.collect.reading.texts import raw_text
from rapporteur.design.form import Form, Repeat

_SHIFTED = 60  # rows by which the names of a repeat are looked for below their place


@dataclass(slots=True)
class Columns:
    """Where the columns of a repeat are: by column its name, and the rows by which it lies lower.

    `moved` tells whose headings contradict the names, by column: what is seen, what was there.
    """

    names: dict[int, str]
    lower: dict[int, int]
    header: int
    moved: dict[int, tuple[str, str]] = field(default_factory=dict)
    unsure: set[int] = field(default_factory=set)


def find_columns(
    form: Form, sheet: Sheet, markers: Sequence[str], repeat: Repeat, index: int, header: int
) -> Columns:
    """The columns of a repeat whose names stand in the row `index` and whose header in `header`."""
    rows = sheet.rows
    plain = _plain_columns(form, repeat.name, _texts(rows[index]), _texts(rows[header]))
    if plain is not None:
        return Columns(plain, {}, header)
    wanted = {*(question.name for question in repeat.questions), NOTE}
    names: dict[int, str] = {}
    lower: dict[int, int] = {}
    for row in range(index, min(len(rows), index + _SHIFTED)):
        for column, cell in enumerate(rows[row]):
            if column and isinstance(cell, str) and cell in wanted and column not in names:
                names[column] = cell
                lower[column] = row - index
                wanted.discard(cell)
        if not wanted or wanted == {NOTE}:
            break
        if row > index and markers[row].startswith("#repeat:"):
            break
    columns = Columns(dict(sorted(names.items())), lower, header)
    _compare(form, sheet, columns, repeat)
    return columns


def _compare(form: Form, sheet: Sheet, columns: Columns, repeat: Repeat) -> None:
    """Compare the headings with the names; where they contradict them for certain, they count.

    It is certain where each column of the repeat has its heading once.
    """
    seen: dict[int, frozenset[str]] = {}
    contradicted = False
    for column, text in _headings(sheet, columns):
        known = column_names(form, repeat.name, text)
        if not known:
            continue
        seen[column] = known
        name = columns.names.get(column)
        contradicted = contradicted or name not in known
    if not contradicted:
        return
    alone = [next(iter(known)) for known in seen.values() if len(known) == 1]
    wanted = set(columns.names.values())
    certain = len(alone) == len(seen) and len(set(alone)) == len(alone) and wanted <= set(alone)
    before = dict(columns.names)
    for column, known in seen.items():
        if before.get(column) not in known:
            texts = dict(_headings(sheet, columns))
            columns.moved[column] = (texts[column], before.get(column, ""))
            if not certain and column in before:
                columns.unsure.add(column)
    if certain:
        columns.names = {column: next(iter(known)) for column, known in sorted(seen.items())}
        columns.lower = {column: columns.lower.get(column, 0) for column in columns.names}


def _headings(sheet: Sheet, columns: Columns) -> Iterator[tuple[int, str]]:
    rows = sheet.rows
    width = len(rows[columns.header])
    for column in sorted({*range(1, width), *columns.names}):
        row = columns.header + columns.lower.get(column, 0)
        if row < len(rows) and (text := raw_text(at(rows[row], column))):
            yield column, text


def _texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(cell if isinstance(cell, str) else raw_text(cell) for cell in cells)


@lru_cache(2_000)  # the same in all files of a form in one language
def _plain_columns(
    form: Form, repeat: str, names: tuple[str, ...], headings: tuple[str, ...]
) -> dict[int, str] | None:
    """The names of the columns where all stand in their place and no heading contradicts them."""
    wanted = {*(question.name for question in form.repeats[repeat].questions), NOTE}
    columns = {i: name for i, name in enumerate(names) if i and name in wanted}
    if len(set(columns.values())) < len(wanted):
        return None
    for column, text in enumerate(headings):
        known = column_names(form, repeat, text) if column and text else None
        if known and columns.get(column) not in known:
            return None
    return columns
