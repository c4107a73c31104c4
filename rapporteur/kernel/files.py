"""Write files atomically: at any moment the old file or the new one is there, complete."""

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
    """The SHA-256 of a file, in hexadecimal; cached until the file changes."""
    now = path.stat()
    return _digest(path, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)


@lru_cache(maxsize=100_000)
def _digest(path: Path, *state: int) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path in the same folder; rename it to `path` when the block succeeds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
    _remove(beside)  # left by a killed process that had the same process id
    try:
        yield beside
        with beside.open("rb") as stream:
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        _remove(beside)


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """Yield a new folder beside `path`; put it in place of `path` when the block succeeds.

    Only one process at a time may use it. If it is killed between its two renames, there is no
    folder at `path`.
    """
    beside, old = path.with_name(f".{path.name}"), path.with_name(f".{path.name}-old")
    for folder in (beside, old):
        shutil.rmtree(folder, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        yield beside
        if path.exists():
            path.rename(old)
        beside.rename(path)
    finally:
        for folder in (beside, old):
            shutil.rmtree(folder, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove the temporary files under `folder` whose process is no longer running."""
    for path in folder.rglob(".*"):
        temporary = _BESIDE.fullmatch(path.name)
        if temporary and not Path(f"/proc/{temporary[1]}").exists():
            if path.is_dir():  # DuckDB spills to it what does not fit into memory
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _remove(beside: Path) -> None:
    """Remove a temporary file and the write-ahead log of DuckDB that may stand beside it."""
    for path in (beside, beside.with_name(f"{beside.name}.wal")):
        path.unlink(missing_ok=True)
