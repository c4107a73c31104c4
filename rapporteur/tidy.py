"""Retention: take away what no longer counts under outputs/. Nothing under inputs/ is touched."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from rapporteur import landing
from rapporteur.cycle import Cycle

_DAY = 24 * 3600


def tidy(cycle: Cycle, days: int) -> list[Path]:
    """Remove landing folders of other forms and formats that are older than so many days.

    The present one is never removed. Returns what was removed.
    """
    removed = list(_old(cycle, time.time() - days * _DAY))
    for path in removed:
        shutil.rmtree(path)
    return removed


def _old(cycle: Cycle, before: float) -> Iterator[Path]:
    present = landing.folder(cycle)
    for path in sorted((cycle.outputs / "landing").glob("*")):
        if path.is_dir() and path != present and path.stat().st_mtime < before:
            yield path
