"""`manifest.json` in each folder of a version: the files in it, and what they rest on.

The format is public and stable; `manifest.schema.json` beside this file describes it, and
`format` changes when a key loses its meaning. It does not depend on the time, the machine or the
number of the version: the same inputs and programs give the same bytes.

- `cycle` and `part`: what was published; a version has the parts tables, annex and charts;
- `files`: path, size and SHA-256 of every other file in the folder;
- `basis`: the SHA-256 of the rest of this list, by which two publications are compared;
- `software`: the version of the program, of Python and of the libraries that make the files;
- `given`: the definition, form, lists, decisions, SQL and suites, by their path from the cycle's
  folder; `previous`: the cycle that this one is compared with, and what its tables rested on;
- `received`: every received file with its state at the time, without those that came after the
  cut-off and were not admitted, and without unverified ones, which bear on nothing that is
  published;
- `counts`: respondents asked, replies, decisions, rows of each table, findings by severity in the
  submissions that are in the tables.
"""

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from rapporteur import __version__
from rapporteur.design.cycle import Cycle
from rapporteur.design.findings import Severity
from rapporteur.disseminate.content.content import Content
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import digest, replacing
from rapporteur.process.decisions import read_decisions
from rapporteur.process.predecessors import former_warehouse
from rapporteur.warehouse import basis
from rapporteur.warehouse.reader import opened

FILE = "manifest.json"
FORMAT = 1
_READ_ONLY = 0o440  # for account and group, as rapporteur.kernel.access has it
_LIBRARIES = (
    "babel", "duckdb", "fluent.runtime", "great-expectations", "matplotlib", "openpyxl", "pandas",
    "pyarrow", "python-calamine", "python-docx", "pyxform",
)  # fmt: skip

_RECEIVED = """
select
    files.file as path,
    files.sha256,
    files.basis,
    submissions.respondent,
    coalesce(submissions.state, 'received') as state,
from landing.files
left join landing.submissions
    on submissions.submission = files.submission and submissions.basis = files.basis
where coalesce(submissions.in_time and submissions.state <> 'unverified', true)
order by path, files.sha256
"""

Manifest = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """The number of rows of each table by its id, and the received files as plain data."""

    rows: Mapping[str, int]
    received: list[dict[str, str | None]]


def read_facts(cycle: Cycle, tables: Iterable[str]) -> Facts:
    """Count the rows of these tables, and list the files. Raises `UserError` without a run."""
    with opened(cycle) as con:
        rows = {name: len(con.table(f'marts."{name}"')) for name in tables}
        received = con.execute(_RECEIVED)
        names = [column[0] for column in received.description or ()]
        return Facts(rows, [dict(zip(names, row, strict=True)) for row in received.fetchall()])


def describe(cycle: Cycle, content: Content, facts: Facts) -> dict[str, Any]:
    """What the tables rest on: the content of the manifest that every part shares."""
    rests = {
        "software": _software(),
        "given": [
            {"path": name, "sha256": digest(path)}
            for name, path in sorted(basis.definition_files(cycle))
        ],
        "previous": _previous(cycle),
        "received": facts.received,
    }
    counts = {
        "asked": content.asked,
        "replies": len(content.replies),
        "decisions": len(read_decisions(cycle)),
        "tables": dict(facts.rows),
        "findings": {level.value: content.findings.get(level.value, 0) for level in Severity},
    }
    mark = hashlib.sha256(json.dumps([rests, counts]).encode()).hexdigest()
    return {"format": FORMAT, "cycle": cycle.id, "basis": mark, **rests, "counts": counts}


def seal(folder: Path, part: str, described: Manifest) -> bytes:
    """Write the manifest of a folder, make its files read-only, and return the manifest's bytes.

    Versions share files on the disk: a change to one would change the others.
    """
    for _, path in _files(folder):
        path.chmod(_READ_ONLY)
    files = [
        {"path": name, "bytes": path.stat().st_size, "sha256": digest(path)}
        for name, path in _files(folder)
    ]
    whole = {**described, "part": part, "files": files}
    text = json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    with replacing(folder / FILE) as beside:
        beside.write_text(text, "utf-8")
        beside.chmod(_READ_ONLY)
    return text.encode()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder; None where there is none, as an older program wrote none.

    Raises `UserError` when it cannot be understood.
    """
    path = folder / FILE
    try:
        manifest = json.loads(path.read_text("utf-8"))
        stated = manifest["format"]
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(f"{path} cannot be understood.", "It was changed by hand.") from error
    if stated > FORMAT:
        raise UserError(
            f"{path} is of format {stated}: rapporteur {__version__} reads up to format {FORMAT}.",
            "Install the rapporteur that wrote it, or a later one.",
        )
    return dict(manifest)


def differences(folder: Path) -> list[str]:
    """The files of a folder that were changed, added or removed since its manifest was written."""
    manifest = read_manifest(folder)
    if manifest is None:
        return [FILE]
    stated = {file["path"]: file["sha256"] for file in manifest["files"]}
    present = {name: digest(path) for name, path in _files(folder)}
    return sorted(
        name for name in stated.keys() | present.keys() if stated.get(name) != present.get(name)
    )


def rests_on(path: Path) -> bytes:
    """The part of a manifest about inputs and counts, without that about libraries and files.

    The whole text of a manifest that cannot be understood.
    """
    text = path.read_bytes()
    try:
        manifest = json.loads(text)
        left = {key: manifest[key] for key in manifest.keys() - {"software", "basis", "files"}}
    except (ValueError, AttributeError):
        return text
    return json.dumps(left, sort_keys=True).encode()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a folder with their paths in it, without the manifest."""
    paths = ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*"))
    yield from sorted((name, path) for name, path in paths if name != FILE and path.is_file())


def _previous(cycle: Cycle) -> Mapping[str, str] | None:
    if former_warehouse(cycle) is None:
        return None
    name = cycle.definition.previous
    former = Cycle(cycle.home, cycle.definition.model_copy(update={"id": name}))
    return {"cycle": name, "basis": basis.of_warehouse(former)}


@cache
def _software() -> Mapping[str, str]:
    software = {"rapporteur": __version__, "Python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            software[name] = version(name)
        except PackageNotFoundError:
            continue
    return software
