"""Write files atomically: at any moment the old file or the new one is there, complete."""

import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_BESIDE = re.compile(r"\..+\.(\d+)(?:\.[A-Za-z0-9]+)+")


_digests: dict[Path, tuple[tuple[int, ...], str]] = {}
_MOST = 100_000  # digests that are kept
_SETTLED = 2 * 10**9  # nanoseconds: the coarsest steps in which file systems tell the time


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal; kept until the file changes.

    That of a file which changed a moment ago is not kept: a second change within one step of the
    file system's clock would leave the same size and times.
    """
    kept = _digests.get(path)
    if kept and kept[0] == state(path.stat()):
        return kept[1]
    with path.open("rb") as stream:
        before = os.fstat(stream.fileno())
        found = hashlib.file_digest(stream, "sha256").hexdigest()
        after = os.fstat(stream.fileno())
    age = time.time_ns() - max(after.st_mtime_ns, after.st_ctime_ns)
    _digests.pop(path, None)
    if state(before) == state(after) and age > _SETTLED:
        if len(_digests) >= _MOST:
            _digests.clear()
        _digests[path] = (state(after), found)
    return found


def forget_digest(path: Path) -> None:
    """Compute the digest of a file anew when it is next asked for."""
    _digests.pop(path, None)


def state(status: os.stat_result) -> tuple[int, ...]:
    """By what it can be told that a file was replaced or written to."""
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


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


def sweep(folder: Path, *, below: bool = True) -> None:
    """Remove the temporary files in `folder`, and below, whose process is no longer running."""
    for path in folder.rglob(".*") if below else folder.glob(".*"):
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
