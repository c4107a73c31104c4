"""Land the received files of a cycle."""

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rapporteur.collect import landing
from rapporteur.collect.identifiers import told_apart
from rapporteur.collect.receipts import (
    Received,
    received,
    still_to_come,
    unfinished,
    unfit_files,
)
from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Form
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import digest, forget_digest, state
from rapporteur.kernel.progress import Progress, Step, unheard
from rapporteur.kernel.sandbox import run_tasks

# Starting a process takes about as long as reading this many files.
_WORTH_A_PROCESS = 50
_TRIES = 3  # for files that are replaced while they are read


def collect(cycle: Cycle, progress: Progress = unheard) -> list[Received]:
    """Land all received files of the cycle, unreadable ones included, and return them.

    A file with the identifier of another is named and left out, here and in what follows.

    Raises `UserError` if one is replaced by another again and again while it is read.
    """
    for unfit in unfit_files(cycle):
        progress(str(unfit))
    to = landing.folder(cycle)
    for _ in range(_TRIES):
        present = received(cycle)
        files = _own(cycle, present, progress)
        _land(cycle, files, progress)
        left = [file for file in files if not landing.is_landed(to, file, cycle.form)]
        if not left:
            for open_elsewhere in unfinished(cycle, present):
                progress(str(open_elsewhere))
            return list(files)
    raise UserError(
        f"{left[0].path} was replaced each time while it was read.",
        "Wait until nobody writes to it, then run again.",
    )


def land_new(
    cycle: Cycle, files: Sequence[Received], progress: Progress = unheard
) -> list[Received]:
    """Land the files that are not landed yet, in the cycle's landing folder.

    Returns those that were; not those in whose place there was another file when they were read.
    """
    return _land(cycle, _own(cycle, files, progress), progress)


def _land(cycle: Cycle, files: Sequence[Received], progress: Progress) -> list[Received]:
    to = landing.folder(cycle)
    new = [file for file in files if not landing.is_landed(to, file, cycle.form)]
    to.mkdir(parents=True, exist_ok=True)
    progress(f"{len(files)} files received, {len(new)} of them new")
    if wrong := still_to_come(cycle, datetime.now(UTC)):
        progress(str(wrong))
    land_all(new, cycle.form, to, progress)
    return [file for file in new if landing.is_landed(to, file, cycle.form)]


def landed(cycle: Cycle) -> list[Received]:
    """The received files that are landed, from which tables can be made."""
    to = landing.folder(cycle)
    files = _own(cycle, received(cycle))
    return [file for file in files if landing.is_landed(to, file, cycle.form)]


def _own(
    cycle: Cycle, files: Sequence[Received], progress: Progress = unheard
) -> Sequence[Received]:
    """The files with an identifier of their own; the others are named."""
    own, others = told_apart(cycle, files)
    for unfit in others:
        progress(str(unfit))
    return own


def land_all(files: Sequence[Received], form: Form, to: Path, progress: Progress = unheard) -> None:
    """Land the files that are not landed yet in the folder `to`.

    Each is read in a worker process with limited time and memory; if that fails, the file is
    landed with a finding. One in whose place there is another file by then is not landed.
    """
    files = [file for file in files if not landing.is_landed(to, file, form)]
    workers = min(os.cpu_count() or 1, 1 + len(files) // _WORTH_A_PROCESS)
    read = partial(landing.read_to_land, form=form)  # so that each process gets the form once
    tasks = [(file,) for file in files]
    before = [_state(file) for file in files]
    for number, (index, outcome) in enumerate(run_tasks(read, tasks, workers), start=1):
        received_file = files[index]
        if isinstance(outcome, bytes):
            landing.land(received_file, to, outcome)
        elif outcome and _is_same(received_file, before[index]):
            landing.land(received_file, to, landing.unread(received_file, form, outcome.code))
        else:
            forget_digest(received_file.path)
            progress(
                f"{received_file.file}: replaced or removed while it was read; its place is looked "
                "at again"
            )
        progress(Step(received_file.file, number, len(files)))


def _state(file: Received) -> tuple[int, ...] | None:
    with suppress(FileNotFoundError):
        return state(file.path.stat())
    return None


def _is_same(file: Received, before: tuple[int, ...] | None) -> bool:
    """Whether a file whose reader has died is the one that was registered, now and before."""
    forget_digest(file.path)
    return before is not None and before == _state(file) and digest(file.path) == file.sha256
