"""Whether the published tables are up to date with all that they are made from.

What they rest on (received files, decisions, definition, form, lists, SQL, suites, the key that
signs workbooks, this program) has a fingerprint. It stands in the warehouse, and beside it once the
last file of a publication is written: a run that died in between leaves an old one, and the next
does the work again.
"""

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from posixpath import normpath

import duckdb

from rapporteur.collect import landing
from rapporteur.collect.receipts import Received
from rapporteur.design import signatures
from rapporteur.design.cycle import Cycle
from rapporteur.design.table_plan import FILE as TABLE_PLAN
from rapporteur.kernel.files import digest, replacing
from rapporteur.kernel.program import program_hash
from rapporteur.process.predecessors import former_warehouse
from rapporteur.warehouse.reader import opened

_KEPT = "published.json"
_EXPECTATIONS = "../../expectations"
"""The path by which a manifest names the folder of suites where the cycle names none."""


def fingerprint(cycle: Cycle, files: Sequence[Received]) -> str:
    """The fingerprint of all that tables made of `files` would rest on."""
    seen = hashlib.sha256(f"{program_hash()} {landing.FORMAT}".encode())
    for file in files:
        seen.update(f"\n{file.sha256} {file.file} {file.received_at} {file.channel}".encode())
    for _, path in definition_files(cycle):
        seen.update(f"\n{path.name} {digest(path)}".encode())
    seen.update(f"\n{signatures.fingerprint(cycle)}".encode())
    if former := former_warehouse(cycle):
        seen.update(f"\n{former.name} {digest(former)}".encode())
    return seen.hexdigest()


def is_current(cycle: Cycle, now: str) -> bool:
    """Whether the tables that are published are of the basis `now`, and are all there."""
    try:
        kept = json.loads((cycle.outputs / _KEPT).read_text("utf-8"))
        published = [cycle.home / file for file in kept["files"]]
        there = all(path.exists() for path in (cycle.warehouse, *published))
        return kept["basis"] == now and there
    except (OSError, ValueError, KeyError):
        return False


def of_published(cycle: Cycle) -> str:
    """The basis of which all was published that goes with it; empty if nothing was."""
    try:
        return str(json.loads((cycle.outputs / _KEPT).read_text("utf-8"))["basis"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def age(cycle: Cycle) -> float:
    """For how many seconds all that goes with a publication has been there; endless if never."""
    try:
        return time.time() - (cycle.outputs / _KEPT).stat().st_mtime
    except OSError:
        return float("inf")


def of_warehouse(cycle: Cycle) -> str:
    """The basis of the warehouse; empty for one of an older program."""
    with opened(cycle) as con:
        try:
            row = con.execute("select basis from landing.basis").fetchone()
        except (duckdb.CatalogException, duckdb.InvalidInputException):
            return ""  # without the table, DuckDB looks for something of that name in Python
    return str(row[0]) if row else ""


def keep(cycle: Cycle, mark: str, published: Sequence[Path]) -> None:
    """Record that all that is published has the basis `mark`."""
    files = [path.relative_to(cycle.home).as_posix() for path in published]
    kept = json.dumps({"basis": mark, "files": files}, ensure_ascii=False, indent=1)
    with replacing(cycle.outputs / _KEPT) as beside:
        beside.write_text(f"{kept}\n", "utf-8")


def exchange(cycle: Cycle, published: Sequence[Path]) -> None:
    """Record that other files are published now, on the same basis: nothing is to be made."""
    try:
        kept = json.loads((cycle.outputs / _KEPT).read_text("utf-8"))
        keep(cycle, kept["basis"], published)
    except (OSError, ValueError, KeyError):
        return  # nothing counts as published: the next run publishes


def definition_files(cycle: Cycle) -> Iterator[tuple[str, Path]]:
    """The files, besides those that were received, on which the tables depend.

    Each with its path from the cycle's folder, as its definition has it.
    """
    definition = cycle.definition
    for name in ("cycle.toml", definition.form, definition.roster):
        yield name, cycle.inputs / name
    for path in cycle.choice_files:
        if path.exists():
            yield path.name, path
    for path in (cycle.inputs / "decisions.csv", cycle.inputs / TABLE_PLAN):
        if path.exists():
            yield path.name, path
    for folder in ("reference", "translations"):
        for path in sorted((cycle.inputs / folder).glob("*.csv")):
            yield f"{folder}/{path.name}", path
    for path in sorted(cycle.expectations.glob("*.json")):
        yield f"{definition.expectations or _EXPECTATIONS}/{path.name}", path
    sql = definition.sql_folder
    shared = cycle.sql.parent / "shared"  # what the models and sidecars of all cycles use
    for models, stated in ((cycle.sql, sql), (shared, normpath(f"{sql}/../shared"))):
        for path in sorted(path for path in models.rglob("*") if path.suffix in (".sql", ".toml")):
            yield f"{stated}/{path.relative_to(models).as_posix()}", path
