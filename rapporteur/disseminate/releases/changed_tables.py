"""Which tables changed between two publications, and in how many rows, from their CSVs."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapporteur.disseminate.releases.manifest import read_manifest
from rapporteur.process.row_matching import differing

TableRows = Mapping[str, Sequence[tuple[str, ...]]]
"""The rows of each table by its id, without the column of the evidence."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How many rows of a table are new and how many are gone; a changed row counts in both."""

    added: int
    removed: int


def rows_by_table(folder: Path) -> TableRows:
    """The rows of the CSVs in a folder; none where there is no folder.

    Where its parent has a manifest, only the tables are read, not the lists beside them.
    """
    tables = {}
    manifest = read_manifest(folder.parent)
    for path in sorted(folder.glob("*.csv")):
        if manifest and path.stem not in manifest["counts"]["tables"]:
            continue
        with path.open(encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream)
            kept = [at for at, name in enumerate(next(rows, [])) if name != "evidence"]
            tables[path.stem] = [tuple(row[at] for at in kept) for row in rows]
    return tables


def changes(before: TableRows, after: TableRows) -> dict[str, Changes]:
    """The tables whose rows differ."""
    changed = {}
    for name in sorted({*before, *after}):
        removed, added = differing(before.get(name, ()), after.get(name, ()))
        if added or removed:
            changed[name] = Changes(len(added), len(removed))
    return changed
