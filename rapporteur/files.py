"""Write files so that a reader, or a crash, sees the old one or the new one and nothing else."""

import glob
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to; renamed to `path` when the block ends without error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
    _remove(beside)  # a process of the same number may have been killed
    try:
        yield beside
        with beside.open("rb") as stream:
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        _remove(beside)


def _remove(beside: Path) -> None:
    """Remove the file and what a library wrote beside it, such as a log."""
    for path in beside.parent.glob(f"{glob.escape(beside.name)}*"):
        path.unlink()
