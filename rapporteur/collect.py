"""Collect: take every received file of a cycle into the landing."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

from rapporteur import landing
from rapporteur.cycle import Cycle
from rapporteur.form import Form
from rapporteur.receipts import Received, received

Progress = Callable[[str], None]
# Starting a process costs about as much as reading this many files.
_WORTH_A_PROCESS = 100


def collect(cycle: Cycle, progress: Progress = lambda line: None) -> list[Received]:
    """Land all received files of the cycle, those that cannot be read too; return them all."""
    files = received(cycle)
    land_new(cycle, files, progress)
    return files


def land_new(
    cycle: Cycle, files: Sequence[Received], progress: Progress = lambda line: None
) -> None:
    """Land those of the files that are not landed yet."""
    to = landing.folder(cycle)
    new = [one for one in files if not landing.path(to, one).exists()]
    to.mkdir(parents=True, exist_ok=True)
    progress(f"{len(files)} files received, {len(new)} of them new")
    land_all(new, cycle.form, to, progress)


def landed(cycle: Cycle) -> list[Received]:
    """The received files that are landed: all that tables can be made from now."""
    to = landing.folder(cycle)
    return [one for one in received(cycle) if landing.path(to, one).exists()]


def land_all(
    files: Sequence[Received], form: Form, to: Path, progress: Progress = lambda line: None
) -> None:
    """Land files, in several processes where there are enough of them."""
    for number, one in enumerate(_landing(files, form, to), start=1):
        progress(f"{one.file} ({number} of {len(files)})")


def _landing(files: Sequence[Received], form: Form, to: Path) -> Iterator[Received]:
    """Each file once it is landed, in order."""
    if len(files) < _WORTH_A_PROCESS:
        for one in files:
            landing.land(one, form, to)
            yield one
        return
    # `spawn`, since a fork of a process that has threads (DuckDB's, Prefect's) may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(mp_context=context) as pool:
        done = pool.map(landing.land, files, repeat(form), repeat(to), chunksize=25)
        for one, _ in zip(files, done, strict=True):
            yield one
