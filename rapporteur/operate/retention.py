"""Retention: take away what no longer counts under outputs/. Nothing under inputs/ is touched.

Of the versions of the tables those stay for ever that somebody may have quoted or read for long:
the current one, those with a tag, and the last of each day, as days are in the cycle's time zone.
"""

import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rapporteur.collect import landing
from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.releases import versions

_DAY = 24 * 3600


def tidy(cycle: Cycle, days: int) -> list[Path]:
    """Remove landing folders of other forms and formats, and passing versions of the tables.

    Those that are older than so many days. Call it while nobody builds the cycle. Returns what was
    removed.
    """
    before = time.time() - days * _DAY
    removed = [*_old(cycle, before), *_passing(cycle, before)]
    for path in removed:
        shutil.rmtree(path)
    return removed


def _old(cycle: Cycle, before: float) -> Iterator[Path]:
    present = landing.folder(cycle)
    for path in sorted((cycle.outputs / "landing").glob("*")):
        if path.is_dir() and path != present and path.stat().st_mtime < before:
            yield path


def _passing(cycle: Cycle, before: float) -> Iterator[Path]:
    """The folders of versions to delete."""
    zone = ZoneInfo(cycle.definition.time_zone)
    there, current = versions.versions(cycle), versions.current(cycle)
    last = {version.published_at.astimezone(zone).date(): version.number for version in there}
    keep = {*last.values(), *([current.number] if current else [])}
    limit = datetime.fromtimestamp(before, UTC)
    for version in there:
        if not version.tag and version.number not in keep and version.published_at < limit:
            yield version.folder
