"""Land the received files of a cycle."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from rapporteur.collect import landing
from rapporteur.collect.receipts import Received, received, unfit_files
from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Form
from rapporteur.kernel.sandbox import Failure, run_tasks

Progress = Callable[[str], None]
_GONE = Failure("file_missing")
# Starting a process takes about as long as reading this many files.
_WORTH_A_PROCESS = 50


def collect(cycle: Cycle, progress: Progress = lambda line: None) -> list[Received]:
    """Land all received files of the cycle, unreadable ones included, and return them."""
    files = received(cycle)
    for unfit in unfit_files(cycle):
        progress(str(unfit))
    land_new(cycle, files, progress)
    return [file for file in files if file.path.exists()]


def land_new(
    cycle: Cycle, files: Sequence[Received], progress: Progress = lambda line: None
) -> list[Received]:
    """Land the files that are not landed yet, in the cycle's landing folder, and return them."""
    to = landing.folder(cycle)
    new = [file for file in files if not landing.is_landed(to, file, cycle.form)]
    to.mkdir(parents=True, exist_ok=True)
    progress(f"{len(files)} files received, {len(new)} of them new")
    land_all(new, cycle.form, to, progress)
    return new


def landed(cycle: Cycle) -> list[Received]:
    """The received files that are landed, from which tables can be made."""
    to = landing.folder(cycle)
    return [file for file in received(cycle) if landing.is_landed(to, file, cycle.form)]


def land_all(
    files: Sequence[Received], form: Form, to: Path, progress: Progress = lambda line: None
) -> None:
    """Land the files that are not landed yet in the folder `to`.

    Each is read in a worker process with limited time and memory; if that fails, the file is
    landed with a finding. A file that is gone when it is read is not landed.
    """
    files = [file for file in files if not landing.is_landed(to, file, form)]
    to.mkdir(parents=True, exist_ok=True)  # what is not there cannot be made by a worker
    workers = min(os.cpu_count() or 1, 1 + len(files) // _WORTH_A_PROCESS)
    land = partial(_land, form=form, to=to)  # so that each process gets the form once
    tasks = [(file,) for file in files]
    for number, (index, outcome) in enumerate(
        run_tasks(land, tasks, workers, writes=[to]), start=1
    ):
        received_file = files[index]
        if outcome == _GONE:
            progress(f"{received_file.file} was removed while it was to be read")
            continue
        if isinstance(outcome, Failure):
            landing.land_unread(received_file, form, to, outcome.code)
        progress(f"{received_file.file} ({number} of {len(files)})")


def _land(received_file: Received, form: Form, to: Path) -> Failure | None:
    """Land a file; `_GONE` where it was removed or renamed since it was registered."""
    try:
        landing.land(received_file, form, to)
    except FileNotFoundError:
        if not received_file.path.exists():
            return _GONE
        raise
    return None
