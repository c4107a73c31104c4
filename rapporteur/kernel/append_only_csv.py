"""Registers: tables of text under inputs/ to which lines are added and of which none is changed.

Two processes never write to one at the same time, and a crash or a full disk leaves whole lines
or none.
"""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock


@contextmanager
def opened(register: Path, outputs: Path) -> Iterator[Path]:
    """The register, for one process at a time to add to; the lock is in the folder `outputs`."""
    outputs.mkdir(parents=True, exist_ok=True)
    with FileLock(outputs / f".{register.stem}.lock"):
        yield register


def append(register: Path, columns: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Add lines in one write; they are on the disk when it returns. Raises `OSError`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    before = register.stat().st_size if register.exists() else 0
    if not before:
        writer.writerow(columns)
    elif not register.read_bytes().endswith(b"\n"):
        text.write("\n")  # an editor may have left the last line open
    writer.writerows(lines)
    try:
        with register.open("a", encoding="utf-8") as stream:
            stream.write(text.getvalue())
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        if register.exists():
            os.truncate(register, before)
        raise
