"""Read a list of those who are asked, as an office keeps it: a CSV file or a spreadsheet."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import count
from pathlib import Path

from rapporteur.collect.reading.spreadsheet import UnreadableError, read_sheets
from rapporteur.collect.reading.texts import raw_text
from rapporteur.kernel.csv_files import read_csv
from rapporteur.kernel.errors import UserError, unreachable
from rapporteur.kernel.sandbox import Failure, run
from rapporteur.language.folding import fold

_HEAD = 20  # rows in which the headings are looked for
_TEXT = (".csv", ".tsv", ".txt")
_OF_A_WAREHOUSE = ("order",)
"""The columns that a warehouse adds to a roster."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """A row of the list: its place, as `names.xlsx, row 3`, and its cells by column of a roster."""

    place: str
    cells: Mapping[str, str]


def read_name_list(path: Path) -> Sequence[ListedName]:
    """The rows of a list whose headings are in any of six languages; blank rows are left out.

    The columns code, name, category, language and email are told by their headings; the others
    have their heading as their name, in lower-case letters, digits and _. A spreadsheet is read
    within bounds, its first sheet with headings.
    Raises `UserError` when the file cannot be read or has neither codes nor names.
    """
    try:
        if path.suffix.lower() in _TEXT:
            file = read_csv(path)
            whole = [
                (1, [*file.header]),
                *((line.number, [*line.cells.values()]) for line in file.lines),
            ]
            sheets: Sequence[Sequence[tuple[int, list[str]]]] = [whole]
            word = "line"
        else:
            read = run(_rows, path)
            if isinstance(read, Failure):
                raise UserError(
                    f"{path} takes more time or memory than is allowed to be read.",
                    "Copy the list into a new workbook, or save it as CSV.",
                )
            sheets, word = read, "row"
    except OSError as error:
        raise unreachable(error) from error
    for rows in sheets:
        for at, (_, titles) in enumerate(rows[:_HEAD]):
            columns = _columns(titles)
            if {"code", "name"} & {*columns}:
                return [*_listed(path, word, columns, rows[at + 1 :])]
    raise UserError(
        f"{path} has no column of names or codes.",
        "Write `name` or `code` above it; category, language and email are read too.",
    )


def _rows(path: Path) -> Sequence[Sequence[tuple[int, list[str]]]]:
    """The rows of each sheet with their numbers. Raises `UserError`."""
    try:
        sheets = read_sheets(path.read_bytes())
    except UnreadableError as error:
        raise UserError(
            f"{path} cannot be read as a spreadsheet.", "Save it as .xlsx or as CSV in UTF-8."
        ) from error
    return [
        [(number, [raw_text(cell) for cell in row]) for number, row in enumerate(sheet.rows, 1)]
        for sheet in sheets
    ]


def _listed(
    path: Path, word: str, columns: Mapping[str, int], rows: Sequence[tuple[int, list[str]]]
) -> Iterator[ListedName]:
    for number, texts in rows:
        cells = {
            name: " ".join(texts[at].split()) if at < len(texts) else ""
            for name, at in columns.items()
        }
        if any(cells.values()):
            yield ListedName(f"{path.name}, {word} {number}", cells)


def _columns(titles: Sequence[str]) -> Mapping[str, int]:
    """The columns of a roster by name, with their place among the headings.

    Of several headings for the same column, its own name counts first.
    """
    meant: dict[str, int] = {}
    for name, headings in _headings().items():
        places = [at for at, title in enumerate(titles) if _plain(title) in headings]
        own = [at for at in places if _plain(titles[at]) == name]
        if places:
            meant[name] = (own or places)[0]
    columns = dict(meant)
    for at, title in enumerate(titles):
        if title.strip() and at not in meant.values():
            slug = re.sub("[^a-z0-9]+", "_", fold(title)).strip("_") or f"column_{at + 1}"
            taken = {*columns, *_headings(), *_OF_A_WAREHOUSE}
            tries = (f"{slug}_{number}" for number in count(2))
            columns[slug if slug not in taken else next(t for t in tries if t not in taken)] = at
    return columns


@cache
def _headings() -> Mapping[str, frozenset[str]]:
    content = files("rapporteur.collect").joinpath("name_list.toml").read_text(encoding="utf-8")
    return {
        name: frozenset(map(_plain, headings)) for name, headings in tomllib.loads(content).items()
    }


def _plain(heading: str) -> str:
    """A heading without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", fold(heading))
