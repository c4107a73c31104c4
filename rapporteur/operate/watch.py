"""Watch the folders of cycles: say which files have come, and what has not been done about it.

What is done is read from the state of the folders and not remembered: a file that is received
and not landed is named again after a while, whoever lost the news of it. The system tells of
changes; every so often everything is looked at all the same, since network drives tell of
nothing and systems forget.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from watchfiles import awatch

from rapporteur.collect import landing
from rapporteur.collect.identifiers import told_apart
from rapporteur.collect.intake import drop_folder, take_dropped
from rapporteur.collect.receipts import (
    FOLDERS,
    Received,
    received,
    registered,
    unfinished,
    unfit_files,
)
from rapporteur.collect.unfit_files import Unfit
from rapporteur.design.cycle import Cycle, cycle_ids, load_cycle
from rapporteur.kernel.errors import UserError, unreachable
from rapporteur.kernel.settings import Settings
from rapporteur.pipeline import busy
from rapporteur.warehouse.basis import fingerprint, is_current

_LONGEST = 1.5  # seconds that the first of many files waits for the last
_UNFINISHED = 0.25  # seconds until a file that is being written is looked at again
_UNTOLD = 1.0  # seconds until what could not be told is named again
_REWATCH = 1.0  # seconds until the system is asked again to tell of changes
_STEP = 50  # milliseconds in which changes belong together for the system
_WRITTEN = [("receipts.csv",), ("verified.csv",), ("correspondence.csv",), ("confirmations.csv",)]
"""The registers of which no table is made."""


@dataclass(frozen=True, slots=True)
class News:
    """What was seen of a cycle at one time. `changed`: the tables are to be made anew, though
    no file has come: a decision was taken, a query changed, or a run did not end."""

    cycle: str
    files: Sequence[Received] = ()
    changed: bool = False


@dataclass(slots=True)
class _Seen:
    """What is known of one cycle: receipts that were named, and when; what was stale before.

    `in_drop` is what the drop folder holds and is not taken, `clashing` what would have the
    identifier of another file; `unfit` what was said to be so.
    """

    known: set[tuple[str, str]] = field(default_factory=set)
    named: dict[tuple[str, str], float] = field(default_factory=dict)
    stale: str = ""
    stale_named: float = float("-inf")
    in_drop: Sequence[Unfit] = ()
    clashing: Sequence[Unfit] = ()
    unfit: set[str] = field(default_factory=set)


class Watch:
    """The watch over an installation's cycles."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._again = settings.again.total_seconds()
        self._seen: dict[str, _Seen] = {}
        self._trouble: dict[str, str] = {}
        self._soon = float("inf")

    async def news(self, stop: asyncio.Event) -> AsyncIterator[News | UserError]:
        """What there is to tell, until `stop` is set; what is wrong with a cycle among it, once."""
        woken = asyncio.Event()
        edited: set[str] = set()
        observer = asyncio.create_task(self._observe(stop, woken, edited))
        try:
            while not stop.is_set():
                woken.clear()
                inputs = set(edited)
                edited.clear()
                self._soon = self._settings.sweep.total_seconds()
                for cycle in self._settings.watched(cycle_ids(self._settings.home)):
                    for item in await asyncio.to_thread(self._look, cycle, cycle in inputs):
                        yield item
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), self._soon)
                    await self._quiet(woken)
        finally:
            stop.set()
            await observer

    def untold(self, news: News) -> None:
        """Name again soon what could not be told: nobody has heard of it."""
        seen = self._seen[news.cycle]
        for file in news.files:
            seen.named.pop((file.sha256, file.file), None)
        if news.changed:
            seen.stale_named = float("-inf")
        self._soon = min(self._soon, _UNTOLD)

    async def _quiet(self, woken: asyncio.Event) -> None:
        """Wait for the last of many files, but not for long."""
        limit = time.monotonic() + _LONGEST
        with contextlib.suppress(TimeoutError):
            while time.monotonic() < limit:
                woken.clear()
                await asyncio.wait_for(woken.wait(), self._settings.gather.total_seconds())

    async def _observe(self, stop: asyncio.Event, woken: asyncio.Event, edited: set[str]) -> None:
        """Wake whoever looks when the system tells of a change, again and again."""
        sweep = int(self._settings.sweep.total_seconds() * 1000)
        while not stop.is_set():
            if there := self._there():
                woken.set()  # of what came before the system was asked it tells nothing
                try:
                    async for changes in awatch(
                        *there, stop_event=stop, debounce=50, step=_STEP,
                        rust_timeout=sweep, yield_on_timeout=True,
                    ):  # fmt: skip
                        edited |= self._edited(Path(name) for _, name in changes)
                        if changes:
                            woken.set()
                        if self._there() != there:
                            break  # unmounted, or mounted: watch what is there now
                except (OSError, ExceptionGroup):
                    # Refused, or told of a name that is no text: ask anew, and look meanwhile.
                    woken.set()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _REWATCH)
        woken.set()

    def _there(self) -> dict[Path, tuple[int, int]]:
        """The folders to watch that are there now, and which these are."""
        folders = {}
        for path in (self._settings.home / "inputs", self._settings.drop):
            if path and path.is_dir():
                now = path.stat()
                folders[path] = (now.st_dev, now.st_ino)
        return folders

    def _edited(self, changed: Iterable[Path]) -> set[str]:
        """The cycles of which something else has changed than what was received."""
        inputs = (self._settings.home / "inputs").absolute()
        inside = (path.relative_to(inputs).parts for path in changed if inputs in path.parents)
        return {parts[0] for parts in inside if not _of_files(parts)}

    def _look(self, cycle_id: str, edited: bool) -> list[News | UserError]:
        try:
            cycle = load_cycle(self._settings.home, cycle_id)
            news = list(self._news(cycle, edited))
        except UserError as error:
            return self._wrong(cycle_id, error)
        except OSError as error:
            return self._wrong(cycle_id, unreachable(error))
        self._trouble.pop(cycle_id, None)
        return [*self._unfit(cycle), *news]

    def _unfit(self, cycle: Cycle) -> list[UserError]:
        """What lies in the folders and is not taken, each time that it changes."""
        seen = self._seen[cycle.id]
        now = {str(unfit): unfit for unfit in (*seen.in_drop, *seen.clashing, *unfit_files(cycle))}
        new = [unfit for text, unfit in now.items() if text not in seen.unfit]
        seen.unfit = set(now)
        return [UserError(f"{cycle.id}: {unfit}") for unfit in new]

    def _wrong(self, cycle_id: str, error: UserError) -> list[News | UserError]:
        """What keeps a cycle from being watched, unless that was said at the last look."""
        if self._trouble.get(cycle_id) == str(error):
            return []
        self._trouble[cycle_id] = str(error)
        return [UserError(f"{cycle_id}: {error.message}", error.remedy)]

    def _news(self, cycle: Cycle, edited: bool) -> Iterator[News]:
        seen = self._seen.get(cycle.id)
        if seen is None:
            seen = self._seen[cycle.id] = _Seen(known=set(registered(cycle)))
        if self._settings.drop:
            when = datetime.now(UTC).replace(microsecond=0)
            seen.in_drop = take_dropped(self._settings.drop, cycle, when).unfit
        present = received(cycle)
        # What is left in the drop folder is being written.
        if self._left(cycle) or unfinished(cycle, present):
            self._soon = min(self._soon, _UNFINISHED)
        files, seen.clashing = told_apart(cycle, present)
        now, to = time.monotonic(), landing.folder(cycle)
        tell = []
        waiting = False
        for file in files:
            key = (file.sha256, file.file)
            undone = not landing.is_landed(to, file, cycle.form)
            waiting |= undone
            lately = now - seen.named.get(key, float("-inf")) < self._again
            if key not in seen.known or (undone and not lately):
                seen.known.add(key)
                seen.named[key] = now
                tell.append(file)
            elif not undone:
                seen.named.pop(key, None)
        if tell:
            yield News(cycle.id, tell)
        if not waiting and self._to_make_anew(cycle, seen, files, edited, now):
            yield News(cycle.id, changed=True)

    def _left(self, cycle: Cycle) -> bool:
        drop = self._settings.drop
        unfit = {unfit.path for unfit in self._seen[cycle.id].in_drop}
        return drop is not None and any(path not in unfit for path in drop_folder(drop, cycle))

    def _to_make_anew(
        self, cycle: Cycle, seen: _Seen, files: Sequence[Received], edited: bool, now: float
    ) -> bool:
        """Whether the tables are not of what they should be of, and nobody is at it."""
        mark = fingerprint(cycle, files)
        if is_current(cycle, mark) or busy(cycle):
            seen.stale = ""
            return False
        # What came by a file has its own news, and a run under way: only what stays is told.
        lasting = seen.stale == mark
        seen.stale = mark
        if (edited or lasting) and now - seen.stale_named >= (0 if edited else self._again):
            seen.stale_named = now
            return True
        return False


def _of_files(parts: Sequence[str]) -> bool:
    """Whether a change is of received files or of what is written down about them."""
    chain = parts[-1].startswith(".") and parts[-1].endswith(".chain")
    return parts[1:2] in [(name,) for name in FOLDERS] or parts[1:] in _WRITTEN or chain
