"""What the tests of faults do to files and file systems."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle


def csvs(cycle: Cycle) -> Mapping[str, bytes]:
    """The published tables as data."""
    folder = cycle.outputs / "tables" / "csv"
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))}


@contextmanager
def mounted(at: Path, *arguments: str) -> Iterator[None]:
    """Mount something at a folder for the block; skips where that is not possible."""
    at.mkdir(parents=True, exist_ok=True)
    if subprocess.run(["mount", *arguments, str(at)], capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here: only root may")
    try:
        yield
    finally:
        unmount(at)


def unmount(at: Path) -> None:
    """Take what is mounted at a folder away, whoever works with it."""
    subprocess.run(["umount", "-l", str(at)], capture_output=True, check=False)


def room(at: Path, size: str) -> None:
    """Give a mounted tmpfs another size."""
    subprocess.run(["mount", "-o", f"remount,size={size}", str(at)], check=True)
