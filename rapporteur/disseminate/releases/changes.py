"""What a publication says otherwise than the one before, by the CSV of each table."""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rapporteur.disseminate.releases.manifest import read_manifest

Said = Mapping[str, Counter[tuple[str, ...]]]
"""The rows of each table, without the column that leads to their evidence."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How many rows of a table are there that were not, and the other way round.

    A row that says something else counts in both.
    """

    added: int
    removed: int


def said(folder: Path) -> Said:
    """What the CSVs in a folder say; nothing of a folder that is not there.

    Where there is a manifest above it, those of the tables alone, without the lists beside them.
    """
    found = {}
    manifest = read_manifest(folder.parent)
    for path in sorted(folder.glob("*.csv")):
        if manifest and path.stem not in manifest["counts"]["tables"]:
            continue
        with path.open(encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream)
            kept = [at for at, name in enumerate(next(rows, [])) if name != "evidence"]
            found[path.stem] = Counter(tuple(row[at] for at in kept) for row in rows)
    return found


def changes(before: Said, after: Said) -> dict[str, Changes]:
    """The tables of which rows differ."""
    none: Counter[tuple[str, ...]] = Counter()
    found = {}
    for name in sorted({*before, *after}):
        old, new = before.get(name, none), after.get(name, none)
        one = Changes((new - old).total(), (old - new).total())
        if one.added or one.removed:
            found[name] = one
    return found
