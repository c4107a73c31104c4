"""Whether `rapporteur serve` runs for a home, and where its server is."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from rapporteur.kernel.errors import UserError

_LOCK: Final = ".serve.lock"
_ADDRESS: Final = ".serve.address"


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Be the one that serves a home: two servers and watchers would do everything twice.

    Raises `UserError` if it is served.
    """
    folder = home / "outputs"
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise UserError(
            f"{home} is served already, by another `rapporteur serve`.",
            "Use that one, or end it first.",
        ) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def announced(home: Path, url: str) -> Iterator[None]:
    """Let other commands of the home know where its server is."""
    path = home / "outputs" / _ADDRESS
    path.write_text(f"{url}\n", encoding="utf-8")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def served_at(home: Path) -> str:
    """The address that was announced last and not withdrawn; empty if none."""
    with suppress(OSError):
        return (home / "outputs" / _ADDRESS).read_text(encoding="utf-8").strip()
    return ""
