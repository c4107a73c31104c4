"""The phases of a cycle chained: collect, process and analyse, disseminate."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout

from rapporteur.collect import registers
from rapporteur.collect.land_cycle import collect
from rapporteur.collect.receipts import Received
from rapporteur.correspond import returns
from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.publication import Publication
from rapporteur.disseminate.releases.publishing import (
    current_paths,
    is_intact,
    paths,
    publish_tables,
    supplement,
)
from rapporteur.disseminate.releases.versions import TABLES
from rapporteur.disseminate.write_supplements import SUPPLEMENTS
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import sweep
from rapporteur.kernel.progress import Progress, unheard
from rapporteur.process.great_expectations import Judged
from rapporteur.warehouse import basis, left_out
from rapporteur.warehouse import build as warehouse
from rapporteur.warehouse.reader import opened
from rapporteur.warehouse.status import Status, status

_PATIENCE = 600  # seconds


@dataclass(frozen=True, slots=True)
class Result:
    """The files that a run published, and the state of the submissions that they rest on."""

    published: list[Path]
    status: Status
    returned: list[Path] = field(default_factory=list)  # to respondents and to the secretariat
    data_docs: Path | None = None  # the first page of the results of the suites
    workbook: Path | None = None  # the tables in the first of the cycle's languages
    letters_alone: list[str] = field(default_factory=list)  # files that could not be marked

    def lines(self) -> list[str]:
        """What to tell the person who ran the cycle: what to open first, and where the rest is."""
        folders = Counter(path.parent for path in self.published)
        return [
            *([f"published {self.workbook}"] if self.workbook else []),
            *(f"published in {folder}: {number} files" for folder, number in folders.items()),
            *(f"to return {path}" for path in self.returned),
            *(
                f"{file}: its return is the letter alone, since the workbook is gone, or to mark "
                "it takes more time or memory than is allowed"
                for file in self.letters_alone
            ),
            *([f"what was expected and met: {self.data_docs}"] if self.data_docs else []),
            f"The tables rest on {self.status.replies} replies of "
            f"{sum(self.status.asked.values())} respondents asked.",
            *left_out.lines(self.status.cycle, self.status.left_out),
        ]


@contextmanager
def locked(cycle: Cycle, progress: Progress = unheard) -> Iterator[None]:
    """Hold the lock of the cycle's outputs, after waiting for any other run to end.

    A thread that holds the lock may take it again. Raises `UserError` after ten minutes.
    """
    cycle.outputs.mkdir(parents=True, exist_ok=True)
    lock = FileLock(cycle.outputs / ".lock", is_singleton=True)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress(f"waiting for another run of {cycle.id} to end")
        try:
            lock.acquire(timeout=_PATIENCE)
        except Timeout as error:
            raise UserError(
                f"Another run of the cycle “{cycle.id}” has not ended for ten minutes.",
                "Wait for it or stop it, then run again.",
            ) from error
    try:
        sweep(cycle.outputs)
        yield
    finally:
        lock.release()


def busy(cycle: Cycle) -> bool:
    """Whether a run is building the cycle's outputs."""
    lock = FileLock(cycle.outputs / ".lock")
    try:
        cycle.outputs.mkdir(parents=True, exist_ok=True)
        with lock.acquire(timeout=0):
            return False
    except Timeout:
        return True


def disseminate(publication: Publication, progress: Progress = unheard) -> Result:
    """Publish the tables."""
    cycle = publication.cycle
    published = paths(cycle, publish_tables(publication, progress))
    return Result(published, status(cycle), workbook=_workbook(cycle))


def conclude(
    publication: Publication,
    result: Result,
    judged: Judged | None = None,
    progress: Progress = unheard,
) -> Result:
    """Write all that can wait until the tables are open, then record the basis as published.

    These are the pictures and the annex, the returns to respondents and to the secretariat, and
    the pages about the suites. Returns `result` with the added files.
    """
    cycle = publication.cycle
    published = paths(cycle, supplement(publication, SUPPLEMENTS, progress))
    if judged:
        judged.write_docs(cycle.data_docs, cycle.id)
    with opened(cycle):
        written = returns.write_all(cycle, progress)
        registers.adopt(cycle.inputs, cycle.outputs)
        docs = _docs(cycle)
        made = [*published, *written.paths, *([docs] if docs else [])]
        basis.keep(cycle, basis.of_warehouse(cycle), made)
    return replace(
        result,
        published=published,
        returned=list(written.paths),
        data_docs=docs,
        letters_alone=list(written.letters_alone),
    )


def made_before(cycle: Cycle, files: Sequence[Received]) -> Result | None:
    """The result of the last run if nothing that it rests on has changed, and all is as it was.

    None otherwise: also when a published file is missing or was changed.
    """
    if not basis.is_current(cycle, basis.fingerprint(cycle, files)) or not is_intact(cycle):
        return None
    published = current_paths(cycle)
    return Result(published, status(cycle), returns.paths(cycle), _docs(cycle), _workbook(cycle))


def _workbook(cycle: Cycle) -> Path:
    return cycle.outputs / TABLES / f"{cycle.id}.{cycle.definition.languages[0]}.xlsx"


def _docs(cycle: Cycle) -> Path | None:
    page = cycle.data_docs / "index.html"
    return page if page.exists() else None


def run(cycle: Cycle, progress: Progress = unheard) -> Result:
    """Run the cycle, unless nothing has changed since its last run.

    Raises `UserError` when its definition, form or SQL cannot be used.
    """
    for note in cycle.form.notes:
        progress(f"{note.message} {note.remedy}")
    with locked(cycle, progress):
        files = collect(cycle, progress)
        if result := made_before(cycle, files):
            progress("nothing has changed since the last run")
            return result
        judged = warehouse.build(cycle, files, progress)
        progress("publishing")
        publication = Publication(cycle)
        return conclude(publication, disseminate(publication, progress), judged, progress)
