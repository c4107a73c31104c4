"""Collect: take every received file of a cycle into the landing."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from rapporteur.collect import landing
from rapporteur.collect.receipts import Received, received
from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Form
from rapporteur.kernel.sandbox import run_tasks

Progress = Callable[[str], None]
# Starting a process costs about as much as reading this many files.
_WORTH_A_PROCESS = 50


def collect(cycle: Cycle, progress: Progress = lambda line: None) -> list[Received]:
    """Land all received files of the cycle, those that cannot be read too; return them all."""
    files = received(cycle)
    land_new(cycle, files, progress)
    return files


def land_new(
    cycle: Cycle, files: Sequence[Received], progress: Progress = lambda line: None
) -> list[Received]:
    """Land those of the files that are not landed yet, in the cycle's own folder; return them."""
    to = landing.folder(cycle)
    new = [one for one in files if not landing.is_landed(to, one, cycle.form)]
    to.mkdir(parents=True, exist_ok=True)
    progress(f"{len(files)} files received, {len(new)} of them new")
    land_all(new, cycle.form, to, progress)
    return new


def landed(cycle: Cycle) -> list[Received]:
    """The received files that are landed: all that tables can be made from now."""
    to = landing.folder(cycle)
    return [one for one in received(cycle) if landing.is_landed(to, one, cycle.form)]


def land_all(
    files: Sequence[Received], form: Form, to: Path, progress: Progress = lambda line: None
) -> None:
    """Land those of the files that are not landed yet; of what cannot be read, a finding.

    Each is read in bounded time and memory, in a process whose death stops nothing else.
    """
    files = [one for one in files if not landing.is_landed(to, one, form)]
    workers = min(os.cpu_count() or 1, 1 + len(files) // _WORTH_A_PROCESS)
    land = partial(landing.land, form=form, to=to)  # the form goes to each process but once
    tasks = [(one,) for one in files]
    for number, (index, failure) in enumerate(run_tasks(land, tasks, workers), start=1):
        one = files[index]
        if failure:
            landing.land_unread(one, form, to, failure)
        progress(f"{one.file} ({number} of {len(files)})")
