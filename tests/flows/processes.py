"""The processes that a process has started, as proc(5) tells of them."""

from collections.abc import Iterator
from pathlib import Path


def family(pid: int) -> list[int]:
    """A process and all that it has started, directly or not, itself first."""
    return [pid, *(below for child in _children(pid) for below in family(child))]


def called(pid: int) -> str:
    """The command line of a process; empty when it is no more."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").strip()
    except OSError:
        return ""


def alive(pid: int) -> bool:
    """Whether a process lives; one that has ended and is not asked for its exit code does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _children(pid: int) -> Iterator[int]:
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            yield from map(int, thread.read_text().split())
        except OSError:
            continue
