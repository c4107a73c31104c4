"""Validate questionnaires without keeping anything: what the secretariat would find in them."""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from rapporteur import warehouse
from rapporteur.collect import land_all
from rapporteur.cycle import Cycle, cycle_ids, load_cycle
from rapporteur.errors import UserError
from rapporteur.reading import identity
from rapporteur.receipts import Received
from rapporteur.report import Reported, reported
from rapporteur.spreadsheet import UnreadableError, read_sheets
from rapporteur.validation import validate


def check(home: Path, paths: Sequence[Path], language: str | None = None) -> Iterator[Reported]:
    """The findings of the files, each in its own cycle's terms; none means that all is well.

    A file that names no cycle of `home` is judged as if sent to the first one. Raises
    `UserError` when a path is no file, or `home` has no cycle.
    """
    known = cycle_ids(home)
    if not known:
        raise UserError(f"There are no cycles under {home.resolve() / 'inputs'}.")
    by_cycle: dict[str, list[Path]] = {}
    for path in paths:
        if not path.is_file():
            raise UserError(f"{path} is not a file.")
        named = _cycle_of(path)
        by_cycle.setdefault(named if named in known else known[0], []).append(path)
    for cycle_id, own in by_cycle.items():
        yield from _check(load_cycle(home, cycle_id), own, language)


def _cycle_of(path: Path) -> str | None:
    try:
        return identity(read_sheets(path.read_bytes())).get("cycle")
    except UnreadableError:
        return None


def _check(cycle: Cycle, paths: Sequence[Path], language: str | None) -> Iterator[Reported]:
    files = [_received(path) for path in paths]
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as con:
        land_all(files, cycle.form, Path(folder))
        warehouse.stage(con, cycle, files, Path(folder))
        validate(con, cycle)
        yield from reported(con, cycle, language)


def _received(path: Path) -> Received:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Received(path, str(path), digest, "reply", None, "check")
