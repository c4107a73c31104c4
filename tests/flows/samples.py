"""Flows for the tests of the worker: none of them does anything useful."""

import os
import signal
import time
from pathlib import Path

from prefect import flow

_kept: list[bytes] = []


@flow(name="quick")
def quick() -> None:
    """Ends at once."""


@flow(name="stuck")
def stuck(seconds: float = 600) -> None:
    """Lasts longer than anybody waits."""
    time.sleep(seconds)


@flow(name="dying")
def dying() -> None:
    """Ends its process, as one that is out of memory is ended."""
    os.kill(os.getpid(), signal.SIGKILL)


@flow(name="leaving")
def leaving() -> None:
    """Ends its process by itself, as a library may that has seen enough."""
    os._exit(3)


@flow(name="growing")
def growing(mib: int = 720) -> None:
    """Keeps memory that it does not give back."""
    _kept.append(bytes(bytearray(os.urandom(1024)) * (mib * 1024)))


@flow(name="held")
def held(cycle: str, folder: str) -> None:
    """Says that it has begun with a cycle, and ends when the folder has the file `go`."""
    (Path(folder) / cycle).touch()
    while not (Path(folder) / "go").exists():
        time.sleep(0.1)
