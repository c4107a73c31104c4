"""Add lines to the registers of translations, and tell what is new in a workbook."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rapporteur.design.cycle import Cycle
from rapporteur.design.reviewed_texts import FOLDER
from rapporteur.kernel import append_only_csv


@contextmanager
def opened(cycle: Cycle) -> Iterator[Path]:
    """The folder of the registers, for one process at a time to add to."""
    folder = cycle.inputs / FOLDER
    with append_only_csv.locked(folder, cycle.outputs):
        folder.mkdir(parents=True, exist_ok=True)
        yield folder


def today() -> str:
    """The day of a new line."""
    return datetime.now(UTC).date().isoformat()


def mark(state: Sequence[str]) -> str:
    """A short name of a state, the same whatever spreadsheet program wrote it in between."""
    text = "\n".join(" ".join(field.split()) for field in state)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def is_news(before: str, now: str, in_row: str, former: Collection[str]) -> bool:
    """Whether a row is to be taken: all are marks of states of a text.

    `before` is when the workbook was written, `now` at present, `in_row` in the row and `former`
    ever. What was taken already is not taken again, also when something else was taken since: an
    old workbook does not undo a newer one.
    """
    if in_row in (before, now):
        return False
    return before == now or in_row not in former
