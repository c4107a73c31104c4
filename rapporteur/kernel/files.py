"""Write files so that a reader, or a crash, sees the old one or the new one and nothing else."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

_BESIDE = re.compile(r"\..+\.(\d+)(?:\.[A-Za-z0-9]+)+")


def digest(path: Path) -> str:
    """The SHA-256 of a file. Of one that has not changed since, it is read once."""
    now = path.stat()
    return _digest(path, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)


@lru_cache(maxsize=100_000)
def _digest(path: Path, *state: int) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


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


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """A new folder beside `path`, put in its place when the block ends without error.

    For one process at a time. Killed between the two renames, it leaves no folder at `path`.
    """
    beside, old = path.with_name(f".{path.name}"), path.with_name(f".{path.name}-old")
    for left in (beside, old):
        shutil.rmtree(left, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        yield beside
        if path.exists():
            path.rename(old)
        beside.rename(path)
    finally:
        for left in (beside, old):
            shutil.rmtree(left, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove what processes that are no longer alive left beside the files under `folder`."""
    for path in folder.rglob(".*"):
        left = _BESIDE.fullmatch(path.name)
        if left and not Path(f"/proc/{left[1]}").exists():
            if path.is_dir():  # where DuckDB keeps what does not fit into memory
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _remove(beside: Path) -> None:
    """Remove the file and the log that DuckDB writes beside its own."""
    for path in (beside, beside.with_name(f"{beside.name}.wal")):
        path.unlink(missing_ok=True)
