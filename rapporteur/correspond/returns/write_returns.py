"""Write the returns of a cycle, as far as they are not there yet or have changed."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from rapporteur.collect import landing
from rapporteur.collect.reading.default_password import decrypted
from rapporteur.correspond.returns.annotated_workbook import annotated
from rapporteur.correspond.returns.covering_letter import covering_letter
from rapporteur.correspond.returns.findings_workbook import FINDINGS, write_findings
from rapporteur.correspond.returns.plan import PlannedReturn, planned_returns
from rapporteur.correspond.returns.refill_questionnaire import refilled
from rapporteur.correspond.returns.signed_return import (
    Identifications,
    identifications,
    written_language,
)
from rapporteur.correspond.returns.validation_report import REPORT, write_report
from rapporteur.design.cycle import Cycle
from rapporteur.kernel import derived
from rapporteur.kernel.files import replacing
from rapporteur.kernel.progress import Progress, Step, unheard
from rapporteur.kernel.sandbox import Failure, run_tasks

_WRITTEN = ".made.json"
"""The file that lists the returns which lie in the folder, each with its key and its files."""

_WORTH_A_PROCESS = 40
"""So many returns take longer than the start of a process."""

_NOT_MARKED = "not marked"

_Entries = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Written:
    """What goes back: the folder of returns, findings.xlsx and validation-report.json.

    `letters_alone` are the received files, relative to the cycle's inputs, that could be read but
    not marked within the bounds of time and memory.
    """

    paths: Sequence[Path]
    letters_alone: Sequence[str]


def write_all(cycle: Cycle, progress: Progress = unheard) -> Written:
    """Write what goes back after the last run.

    A return that has not changed is not written again, and one that no submission calls for any
    more is removed. Raises `UserError` when there was no run.
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
    written = dict(_write_many(cycle, missing, progress))
    entries = {
        name: {"key": key, **(written.get(name) or _without_key(earlier[name]))}
        for name, key in keys.items()
    }
    with replacing(folder / _WRITTEN) as beside:
        beside.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    _remove_others(folder, [file for entry in entries.values() for file in entry["files"]])
    write_findings(cycle)
    write_report(cycle)
    alone = [
        planned[name].file.relative_to(cycle.inputs).as_posix()
        for name, entry in entries.items()
        if entry.get(_NOT_MARKED)
    ]
    return Written(paths(cycle), sorted(alone))


def paths(cycle: Cycle) -> list[Path]:
    """The folder of returns, the findings for the secretariat, and the validation report."""
    return [cycle.outputs / name for name in ("returns", FINDINGS, REPORT)]


def current_returns(cycle: Cycle) -> Iterator[tuple[PlannedReturn, list[Path]]]:
    """The returns that are written as the last run calls for them, and the files of each.

    Raises `UserError` when there was no run.
    """
    folder = cycle.outputs / "returns"
    earlier = _earlier(folder)
    for planned in planned_returns(cycle):
        if _is_current(folder, planned.name, _key(cycle, planned), earlier):
            yield planned, [folder / file for file in earlier[planned.name]["files"]]


def make_return(
    cycle: Cycle, planned: PlannedReturn, identity: Identifications
) -> tuple[bytes | None, bytes | None]:
    """The workbook (.xlsx) and the covering letter (.docx) of a return, None for a missing one.

    A file that cannot be opened has no workbook, nor has one that is no .xlsx and names no
    respondent of the roster. Desk research has no letter. Since it opens a received file, it is
    called within bounds alone.
    """
    workbook = _workbook(cycle, planned, identity)
    if planned.basis == "desk_research":
        return workbook, None
    return workbook, covering_letter(planned, attached=workbook is not None)


def _workbook(cycle: Cycle, planned: PlannedReturn, identity: Identifications) -> bytes | None:
    if not planned.readable:
        return None
    content = planned.file.read_bytes()
    if hashlib.sha256(content).hexdigest() != planned.sha256:
        return None  # another file has taken its place: the findings are not about that
    try:
        return annotated(decrypted(content), planned, identity.received)
    except MemoryError:
        raise
    except Exception:  # no .xlsx, or damaged in parts that reading its values does not need
        return _refilled(cycle, planned, content, identity)


def _refilled(
    cycle: Cycle, planned: PlannedReturn, received: bytes, identity: Identifications
) -> bytes | None:
    reading = landing.read(received, cycle.form, planned.file.name)
    respondent = cycle.roster.get(planned.respondent)
    if respondent is None or not reading.identity:
        return None
    language = written_language(cycle, planned)
    answers, findings = reading.answers, planned.findings
    content, moved = refilled(cycle, respondent, language, answers, findings)
    return annotated(content, replace(planned, findings=moved), identity.refilled)


def _write_many(
    cycle: Cycle, returns: Sequence[PlannedReturn], progress: Progress
) -> Iterator[tuple[str, Mapping[str, list[str]]]]:
    """Write returns, made in several processes if there are many.

    Yields the name of each, and what is noted of it.
    """
    workers = min(os.cpu_count() or 1, 1 + len(returns) // _WORTH_A_PROCESS)
    tasks = [(planned, identifications(cycle, planned)) for planned in returns]
    outcomes = run_tasks(partial(_made, cycle), tasks, workers)
    for done, (number, outcome) in enumerate(outcomes, start=1):
        planned = returns[number]
        progress(Step(f"return {planned.name}", done, len(returns)))
        if not isinstance(outcome, Failure):
            yield planned.name, {"files": _put(cycle, planned, outcome)}
            continue
        letter = None
        if planned.basis != "desk_research":
            letter = covering_letter(planned, attached=False, marked=not planned.readable)
        noted = {_NOT_MARKED: [outcome.code]} if planned.readable else {}
        yield planned.name, {"files": _put(cycle, planned, (None, letter)), **noted}


def _made(
    cycle: Cycle, planned: PlannedReturn, identity: Identifications
) -> tuple[bytes | None, bytes | None] | Failure:
    """The files of a return. One that cannot be made must not stop the others."""
    try:
        return make_return(cycle, planned, identity)
    except FileNotFoundError:
        return Failure("file_missing")  # removed or renamed since it was read
    except (MemoryError, OSError):
        raise
    except Exception:  # a library that had no memory left, in words of its own
        return Failure("too_large")


def _put(
    cycle: Cycle, planned: PlannedReturn, made: tuple[bytes | None, bytes | None]
) -> list[str]:
    """Write the files of a return; returns their names."""
    folder = cycle.outputs / "returns"
    names = []
    for suffix, content in zip((".xlsx", ".docx"), made, strict=True):
        if content is not None:
            names.append(f"{planned.name}{suffix}")
            with replacing(folder / names[-1]) as beside:
                beside.write_bytes(content)
    return names


def _without_key(entry: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {name: value for name, value in entry.items() if name != "key"}


def _key(cycle: Cycle, planned: PlannedReturn) -> str:
    """The key of all that the return is made from; it is the same wherever the home lies."""
    form, file = cycle.form, planned.file.relative_to(cycle.home)
    return derived.key(form.fingerprint, form.wording, replace(planned, file=file))


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
