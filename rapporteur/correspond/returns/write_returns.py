"""Write the returns of a cycle: those only that are not there yet as they should be."""

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
from rapporteur.collect.receipts import Received
from rapporteur.correspond.returns.annotated import annotated
from rapporteur.correspond.returns.letter import letter
from rapporteur.correspond.returns.order import Order
from rapporteur.correspond.returns.orders import orders
from rapporteur.correspond.returns.rebuild import rebuilt
from rapporteur.correspond.returns.summary import write_summary
from rapporteur.correspond.returns.validation_report import write_report
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.files import replacing

FORMAT = "2"
"""Changes whenever the same findings would be returned differently."""

_MADE = ".made.json"
_WORTH_A_PROCESS = 40
"""So many returns take longer than the start of a process."""


def write_all(cycle: Cycle) -> list[Path]:
    """Write what goes back after the last run; returns the folder of returns and both sums.

    A return that would be the same as the one that is there is not written again, and one that
    no submission calls for any more is removed. Raises `UserError` when there was no run.
    """
    folder = cycle.outputs / "returns"
    wanted = {one.name: one for one in orders(cycle)}
    keys = {name: _key(cycle, one) for name, one in wanted.items()}
    made = _made(folder)
    new = [one for name, one in wanted.items() if not _stands(folder, name, keys[name], made)]
    folder.mkdir(parents=True, exist_ok=True)
    written = {one.name: files for one, files in zip(new, _written(cycle, new), strict=True)}
    entries = {
        name: {"key": key, "files": written.get(name) or made[name]["files"]}
        for name, key in keys.items()
    }
    with replacing(folder / _MADE) as beside:
        beside.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    _remove_others(folder, [file for entry in entries.values() for file in entry["files"]])
    return [folder, write_summary(cycle), write_report(cycle)]


def standing(cycle: Cycle) -> Iterator[tuple[Order, list[Path]]]:
    """The returns that lie there as the last run calls for them, and the files of each.

    Raises `UserError` when there was no run.
    """
    folder = cycle.outputs / "returns"
    made = _made(folder)
    for one in orders(cycle):
        if _stands(folder, one.name, _key(cycle, one), made):
            yield one, [folder / file for file in made[one.name]["files"]]


def make(cycle: Cycle, order: Order) -> tuple[bytes | None, bytes | None]:
    """The workbook and the letter of a return, each None where there is none.

    There is no workbook of a file that cannot be opened, nor of one that is no .xlsx and says
    of nobody on the roster that it is theirs; there is no letter about desk research.
    """
    workbook = _workbook(cycle, order)
    if order.basis == "desk_research":
        return workbook, None
    return workbook, letter(order, attached=workbook is not None)


def _workbook(cycle: Cycle, order: Order) -> bytes | None:
    if not order.readable:
        return None
    try:
        return annotated(order.file.read_bytes(), order)
    except Exception:  # no .xlsx, or damaged in parts that reading its values does not need
        return _rebuilt(cycle, order)


def _rebuilt(cycle: Cycle, order: Order) -> bytes | None:
    received = Received(order.file, order.file.name, "", order.basis, None, "")
    reading = landing.read(received, cycle.form)
    respondent = cycle.roster.get(order.respondent)
    if respondent is None or not reading.identity:
        return None
    language = order.language if order.language in cycle.form.languages else "en"
    content, findings = rebuilt(cycle, respondent, language, reading.answers, order.findings)
    return annotated(content, replace(order, findings=findings))


def _written(cycle: Cycle, new: Sequence[Order]) -> Iterator[list[str]]:
    """Write returns, in several processes where there are many; the names of the files of each."""
    one = partial(_write, cycle)
    workers = min(os.cpu_count() or 1, len(new) // _WORTH_A_PROCESS)
    if workers < 2:
        yield from map(one, new)
        return
    # `spawn`, since a fork of a process that has threads (DuckDB's, Prefect's) may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from pool.map(one, new, chunksize=8)


def _write(cycle: Cycle, order: Order) -> list[str]:
    folder = cycle.outputs / "returns"
    names = []
    for suffix, content in zip((".xlsx", ".docx"), make(cycle, order), strict=True):
        if content is not None:
            names.append(f"{order.name}{suffix}")
            with replacing(folder / names[-1]) as beside:
                beside.write_bytes(content)
    return names


def _key(cycle: Cycle, order: Order) -> str:
    """The same as long as the return would be."""
    form = cycle.form
    parts = (FORMAT, form.fingerprint, form.wording, order.submission, repr(order))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


_Made = Mapping[str, Mapping[str, object]]


def _made(folder: Path) -> dict[str, dict[str, list[str]]]:
    """What an earlier run made; nothing if its list cannot be read."""
    try:
        found: dict[str, dict[str, list[str]]] = json.loads((folder / _MADE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _stands(folder: Path, name: str, key: str, made: Mapping[str, Mapping[str, object]]) -> bool:
    entry = made.get(name)
    if entry is None or entry["key"] != key:
        return False
    files = entry["files"]
    return isinstance(files, list) and all((folder / file).exists() for file in files)


def _remove_others(folder: Path, kept: Iterable[str]) -> None:
    keep = {folder / file for file in kept}
    for path in folder.rglob("*"):
        if path.suffix in (".xlsx", ".docx") and path not in keep:
            path.unlink()
