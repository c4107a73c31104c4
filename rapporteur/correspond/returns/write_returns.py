"""Write the returns of a cycle, as far as they are not there yet or have changed."""

import hashlib
import json
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from rapporteur.collect import landing
from rapporteur.collect.reading.default_password import decrypted
from rapporteur.collect.receipts import Received
from rapporteur.correspond.returns.annotated_workbook import annotated
from rapporteur.correspond.returns.covering_letter import covering_letter
from rapporteur.correspond.returns.findings_workbook import write_findings
from rapporteur.correspond.returns.plan import PlannedReturn, planned_returns
from rapporteur.correspond.returns.refill_questionnaire import refilled
from rapporteur.correspond.returns.signed_return import identification_sheet, key_for
from rapporteur.correspond.returns.validation_report import write_report
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.files import replacing

FORMAT = "3"
"""Changes whenever the same findings would be returned differently."""

_WRITTEN = ".made.json"
"""The file that lists the returns which lie in the folder, each with its key and its files."""

_WORTH_A_PROCESS = 40
"""So many returns take longer than the start of a process."""

_Entries = dict[str, dict[str, list[str]]]


def write_all(cycle: Cycle) -> list[Path]:
    """Write what goes back after the last run.

    Returns the folder of returns, findings.xlsx and validation-report.json. A return that has not
    changed is not written again, and one that no submission calls for any more is removed. Raises
    `UserError` when there was no run.
    """
    folder = cycle.outputs / "returns"
    planned = {entry.name: entry for entry in planned_returns(cycle)}
    keys = {name: _key(cycle, entry) for name, entry in planned.items()}
    earlier = _earlier(folder)
    missing = [
        entry
        for name, entry in planned.items()
        if not _is_current(folder, name, keys[name], earlier)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    written = dict(zip((entry.name for entry in missing), _write_many(cycle, missing), strict=True))
    entries = {
        name: {"key": key, "files": written.get(name) or earlier[name]["files"]}
        for name, key in keys.items()
    }
    with replacing(folder / _WRITTEN) as beside:
        beside.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    _remove_others(folder, [file for entry in entries.values() for file in entry["files"]])
    return [folder, write_findings(cycle), write_report(cycle)]


def current_returns(cycle: Cycle) -> Iterator[tuple[PlannedReturn, list[Path]]]:
    """The returns that are written as the last run calls for them, and the files of each.

    Raises `UserError` when there was no run.
    """
    folder = cycle.outputs / "returns"
    earlier = _earlier(folder)
    for planned in planned_returns(cycle):
        if _is_current(folder, planned.name, _key(cycle, planned), earlier):
            yield planned, [folder / file for file in earlier[planned.name]["files"]]


def make_return(cycle: Cycle, planned: PlannedReturn) -> tuple[bytes | None, bytes | None]:
    """The workbook (.xlsx) and the covering letter (.docx) of a return, None for a missing one.

    A file that cannot be opened has no workbook, nor has one that is no .xlsx and names no
    respondent of the roster. Desk research has no letter.
    """
    workbook = _workbook(cycle, planned)
    if planned.basis == "desk_research":
        return workbook, None
    return workbook, covering_letter(planned, attached=workbook is not None)


def _workbook(cycle: Cycle, planned: PlannedReturn) -> bytes | None:
    if not planned.readable:
        return None
    try:
        content = decrypted(planned.file.read_bytes())
        return annotated(content, planned, identification_sheet(cycle, planned))
    except Exception:  # no .xlsx, or damaged in parts that reading its values does not need
        return _refilled(cycle, planned)


def _refilled(cycle: Cycle, planned: PlannedReturn) -> bytes | None:
    received = Received(planned.file, planned.file.name, "", planned.basis, None, "")
    reading = landing.read(received, cycle.form)
    respondent = cycle.roster.get(planned.respondent)
    if respondent is None or not reading.identity:
        return None
    language = planned.language if planned.language in cycle.form.languages else "en"
    content, findings = refilled(
        cycle,
        respondent,
        language,
        reading.answers,
        planned.findings,
        key_for(cycle, planned),
    )
    return annotated(content, replace(planned, findings=findings))


def _write_many(cycle: Cycle, returns: Sequence[PlannedReturn]) -> Iterator[list[str]]:
    """Write returns, in several processes if there are many; yields the file names of each."""
    write = partial(_write, cycle)
    workers = min(os.cpu_count() or 1, len(returns) // _WORTH_A_PROCESS)
    if workers < 2:
        yield from map(write, returns)
        return
    # `spawn`, since a fork of a process that has threads (DuckDB's, Prefect's) may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from pool.map(write, returns, chunksize=8)


def _write(cycle: Cycle, planned: PlannedReturn) -> list[str]:
    folder = cycle.outputs / "returns"
    names = []
    for suffix, content in zip((".xlsx", ".docx"), make_return(cycle, planned), strict=True):
        if content is not None:
            names.append(f"{planned.name}{suffix}")
            with replacing(folder / names[-1]) as beside:
                beside.write_bytes(content)
    return names


def _key(cycle: Cycle, planned: PlannedReturn) -> str:
    """A hash of all that the return is made from."""
    form = cycle.form
    parts = (FORMAT, form.fingerprint, form.wording, planned.submission, repr(planned))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _earlier(folder: Path) -> _Entries:
    """The returns that an earlier run wrote, by name; empty if their list cannot be read."""
    try:
        entries: _Entries = json.loads((folder / _WRITTEN).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return entries


def _is_current(
    folder: Path, name: str, key: str, earlier: Mapping[str, Mapping[str, object]]
) -> bool:
    """Whether a return was written under this key and all of its files are still there."""
    entry = earlier.get(name)
    if entry is None or entry["key"] != key:
        return False
    files = entry["files"]
    return isinstance(files, list) and all((folder / file).exists() for file in files)


def _remove_others(folder: Path, kept: Iterable[str]) -> None:
    keep = {folder / file for file in kept}
    for path in folder.rglob("*"):
        if path.suffix in (".xlsx", ".docx") and path not in keep:
            path.unlink()
