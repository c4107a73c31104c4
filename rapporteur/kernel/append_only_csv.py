"""Registers: CSV files under inputs/ to which lines are added and in which no line is changed.

A lock keeps two processes from writing to the same register at once. After a crash or on a full
disk, a register ends with a whole line.
"""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock


@contextmanager
def locked(register: Path, outputs: Path) -> Iterator[Path]:
    """Lock a register against other processes and yield its path.

    The lock is a file in the folder `outputs`, which is created if it does not exist.
    """
    outputs.mkdir(parents=True, exist_ok=True)
    with FileLock(outputs / f".{register.stem}.lock"):
        yield register


def append(register: Path, columns: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Add lines in one write and flush them to the disk; a new register begins with `columns`.

    Raises `OSError`; the register is then as long as before.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    before = register.stat().st_size if register.exists() else 0
    if not before:
        writer.writerow(columns)
    elif not register.read_bytes().endswith(b"\n"):
        text.write("\n")  # an editor may have left out the last line's end
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
