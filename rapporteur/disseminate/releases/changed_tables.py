"""What a publication says otherwise than the one before, by the CSV of each table."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapporteur.disseminate.releases.manifest import read_manifest
from rapporteur.warehouse.row_matching import differing

Said = Mapping[str, Sequence[tuple[str, ...]]]
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
            found[path.stem] = [tuple(row[at] for at in kept) for row in rows]
    return found


def changes(before: Said, after: Said) -> dict[str, Changes]:
    """The tables of which rows differ."""
    changed = {}
    for name in sorted({*before, *after}):
        removed, added = differing(before.get(name, ()), after.get(name, ()))
        if added or removed:
            changed[name] = Changes(len(added), len(removed))
    return changed
