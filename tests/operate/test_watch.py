"""The watch over the folders, with real files: what is told, when, and how often."""

import asyncio
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from watchfiles import awatch

from rapporteur.collect.land_cycle import collect
from rapporteur.collect.receipts import Received, received, registered
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.settings import Settings
from rapporteur.operate import watch
from rapporteur.operate.watch import News, Watch
from rapporteur.warehouse.basis import fingerprint, is_current
from tests.support import tiny_cycle

SOON = 60.0
"""Seconds: by far less than `SELDOM`, by far more than a busy machine needs."""
SELDOM = timedelta(hours=1)
"""The sweep of whoever must be told by the system."""


@dataclass
class Heard:
    """What a watch has told so far."""

    told: list[News | UserError] = field(default_factory=list)
    looks: int = 0
    """How often the watch has looked at a cycle and told what there was to tell."""

    def files(self, cycle: str = "tiny") -> list[Received]:
        news = [one for one in self.told if isinstance(one, News) and one.cycle == cycle]
        return [file for one in news for file in one.files]

    def names(self, cycle: str = "tiny") -> list[str]:
        return [one.path.name for one in self.files(cycle)]

    def changed(self) -> list[str]:
        return [one.cycle for one in self.told if isinstance(one, News) and one.changed]

    def errors(self) -> list[UserError]:
        return [one for one in self.told if isinstance(one, UserError)]


class Counting(Watch):
    """A watch whose looks are counted."""

    def __init__(self, heard: Heard, settings: Settings) -> None:
        super().__init__(settings)
        self._heard = heard

    def _look(self, cycle_id: str, edited: bool) -> list[News | UserError]:
        news = super()._look(cycle_id, edited)
        self._heard.looks += 1
        return news


@contextmanager
def watching(home: Path, **settings: Any) -> Iterator[Heard]:
    """A watch over `home` in a thread of its own, as long as the block lasts.

    Without a `sweep`, the block begins when the system has been asked to tell of changes.
    """
    told_by_system = "sweep" not in settings
    settings = {"sweep": SELDOM, **settings}
    heard, ready = Heard(), threading.Event()
    stop: list[Callable[[], object]] = []

    async def listen() -> None:
        loop, told = asyncio.get_running_loop(), asyncio.Event()
        stop.append(lambda: loop.call_soon_threadsafe(told.set))
        ready.set()
        async for one in Counting(heard, Settings(home=home, **settings)).news(told):
            heard.told.append(one)

    thread = threading.Thread(target=lambda: asyncio.run(listen()))
    thread.start()
    try:
        assert ready.wait(SOON)
        if told_by_system:
            until(lambda: asked(home / "inputs"))
        yield heard
    finally:
        stop[0]()
        thread.join(SOON)
        assert not thread.is_alive(), "it does not end when it is told to"


def asked(folder: Path) -> bool:
    """Whether this process is told of changes in each folder there, as proc(5) says."""
    there = {f"{path.stat().st_ino:x}" for path in (folder, *folder.rglob("*")) if path.is_dir()}
    said = "".join(_read(path) for path in Path("/proc/self/fdinfo").iterdir())
    return there <= set(re.findall(r"inotify wd:\S+ ino:(\S+)", said))


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""  # it has been closed


def until(true: Callable[[], bool]) -> None:
    limit = time.monotonic() + SOON
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.01)


def looked(heard: Heard, cycle: Cycle, times: int = 3) -> None:
    """Wait until the watch has looked again and again: what it had to tell, it has told by then.

    It is woken by files that are none of a respondent. The first look may have begun before.
    """
    for _ in range(times):
        before = heard.looks
        put(cycle.inputs / "submissions", f".{before}")
        until(lambda before=before: heard.looks > before)  # type: ignore[misc]


def put(folder: Path, name: str, content: bytes = b"x") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.fixture
def submissions(tiny: Cycle) -> Path:
    folder = tiny.inputs / "submissions"
    folder.mkdir()
    return folder


@pytest.fixture
def done(ran: Cycle, tmp_path: Path) -> Cycle:
    """The tiny cycle, its tables of all that there is."""
    shutil.copytree(ran.home, tmp_path, dirs_exist_ok=True)
    cycle = load_cycle(tmp_path, "tiny")
    assert is_current(cycle, fingerprint(cycle, received(cycle)))
    return cycle


def test_a_file_is_told_of_at_once(tiny: Cycle, submissions: Path) -> None:
    with watching(tiny.home) as heard:
        path = put(submissions, "a.xlsx")
        until(lambda: heard.names() == ["a.xlsx"])
    (one,) = heard.files()
    assert (one.path, one.channel, one.file) == (path, "folder", "submissions/a.xlsx")
    assert (one.sha256, one.file) in registered(tiny)


@pytest.mark.parametrize("folder", ["submissions", "submissions/deep/down", "desk-research"])
def test_a_folder_that_comes_with_its_file_is_seen(tiny: Cycle, folder: str) -> None:
    with watching(tiny.home, sweep=timedelta(seconds=1)) as heard:
        put(tiny.inputs / folder, "a.xlsx")
        until(lambda: heard.names() == ["a.xlsx"])


def test_what_came_while_nobody_watched_is_told(tiny: Cycle, submissions: Path) -> None:
    put(submissions, "a.xlsx")
    with watching(tiny.home) as heard:
        until(lambda: heard.names() == ["a.xlsx"])


def test_what_is_landed_is_no_news(done: Cycle) -> None:
    with watching(done.home, sweep=timedelta(seconds=0.2)) as heard:
        looked(heard, done)
    assert heard.told == []


def test_a_file_that_is_being_written_is_told_of_when_it_is_closed(
    tiny: Cycle, submissions: Path
) -> None:
    with watching(tiny.home) as heard:
        with (submissions / "slow.xlsx").open("wb") as stream:
            for _ in range(5):
                stream.write(b"x" * 1000)
                stream.flush()
                looked(heard, tiny, 2)
            assert heard.files() == []
            assert registered(tiny) == []
        until(lambda: heard.names() == ["slow.xlsx"])
        looked(heard, tiny)
    assert [one.path.stat().st_size for one in heard.files()] == [5000]


def test_a_slow_file_of_one_cycle_does_not_wait_for_another(tiny: Cycle, submissions: Path) -> None:
    second_cycle(tiny.home, "zz-second")  # it is looked at after the first, and has nothing
    with watching(tiny.home) as heard:
        with (submissions / "slow.xlsx").open("wb") as stream:
            stream.write(b"x")
            stream.flush()
            looked(heard, tiny, 4)  # each at one of the two
        until(lambda: heard.names() == ["slow.xlsx"])


def test_a_file_that_is_renamed_when_it_is_whole_is_told_of_then(
    tiny: Cycle, submissions: Path
) -> None:
    with watching(tiny.home) as heard:
        part = put(submissions, "a.xlsx.part")
        looked(heard, tiny)
        assert heard.files() == []
        part.rename(submissions / "a.xlsx")
        until(lambda: heard.names() == ["a.xlsx"])


def test_what_is_no_file_of_a_respondent_is_not_told(tiny: Cycle, submissions: Path) -> None:
    with watching(tiny.home) as heard:
        for name in (".~lock.a.xlsx#", "~$a.xlsx", ".a.xlsx", "a.crdownload"):
            put(submissions, name)
        looked(heard, tiny)
        put(submissions, "a.xlsx")
        until(lambda: heard.names() == ["a.xlsx"])


def test_many_files_are_told_of_together(tiny: Cycle, submissions: Path) -> None:
    with watching(tiny.home, gather=timedelta(seconds=1)) as heard:
        for number in range(300):
            put(submissions, f"{number}.xlsx", str(number).encode())
        until(lambda: len(heard.files()) >= 300)
        looked(heard, tiny)
    assert len(heard.told) <= 6
    assert sorted(heard.names()) == sorted(f"{number}.xlsx" for number in range(300))


def test_other_bytes_of_the_same_name_are_another_file(tiny: Cycle, submissions: Path) -> None:
    with watching(tiny.home) as heard:
        path = put(submissions, "a.xlsx")
        until(lambda: len(heard.files()) == 1)
        put(path.parent, "other.part", b"y").rename(path)
        until(lambda: len(heard.files()) == 2)
    first, second = heard.files()
    assert first.file == second.file
    assert first.sha256 != second.sha256


def test_the_same_bytes_of_another_name_are_told_too(tiny: Cycle, submissions: Path) -> None:
    put(submissions, "a.xlsx")
    collect(tiny)
    with watching(tiny.home) as heard:
        put(submissions, "b.xlsx")
        until(lambda: heard.names() == ["b.xlsx"])


def test_a_name_in_another_encoding_stops_nothing(tiny: Cycle, submissions: Path) -> None:
    with watching(tiny.home) as heard:
        (submissions / "r\udce9ponse.xlsx").write_bytes(b"latin")
        put(submissions, "b.xlsx")
        until(lambda: len(heard.files()) == 2)
    assert sorted(one.file for one in heard.files()) == [
        "submissions/b.xlsx",
        "submissions/r\ufffdponse.xlsx",
    ]


def test_what_is_being_done_is_told_once(tiny: Cycle, submissions: Path) -> None:
    with watching(tiny.home, sweep=timedelta(seconds=0.2)) as heard:
        put(submissions, "a.xlsx")
        until(lambda: heard.names() == ["a.xlsx"])
        put(submissions, "b.xlsx", b"y")
        until(lambda: heard.names()[1:] == ["b.xlsx"])
        looked(heard, tiny)
    assert heard.names() == ["a.xlsx", "b.xlsx"]


def test_what_is_not_done_is_told_again_until_it_is(tiny: Cycle, submissions: Path) -> None:
    again, sweep = timedelta(seconds=0.5), timedelta(seconds=0.1)
    with watching(tiny.home, again=again, sweep=sweep) as heard:
        put(submissions, "a.xlsx")
        until(lambda: heard.names() == ["a.xlsx"] * 3)
        collect(tiny)
        looked(heard, tiny)
        before = heard.names()
        put(submissions, "b.xlsx", b"y")
        until(lambda: heard.names().count("b.xlsx") == 3)  # the time has passed twice
        assert heard.names().count("a.xlsx") == len(before)


@pytest.mark.parametrize("file", ["decisions.csv", "roster.csv", "sql/marts/laws.sql"])
def test_what_the_tables_rest_on_makes_them_anew(done: Cycle, file: str) -> None:
    with watching(done.home) as heard:
        with (done.inputs / file).open("a", encoding="utf-8") as stream:
            stream.write("\n")
        until(lambda: heard.changed() == ["tiny"])
        looked(heard, done)
    assert heard.told == [News("tiny", changed=True)]


def test_tables_that_were_lost_are_made_anew(done: Cycle) -> None:
    done.warehouse.unlink()
    with watching(done.home, sweep=timedelta(seconds=0.2)) as heard:
        until(lambda: heard.changed() == ["tiny"])


def test_a_cycle_that_cannot_be_read_is_told_once_and_the_others_go_on(
    tiny: Cycle, submissions: Path
) -> None:
    for name in ("broken", "also-broken"):
        put(tiny.home / "inputs" / name, "cycle.toml", b"id = ")
    with watching(tiny.home, sweep=timedelta(seconds=0.2)) as heard:
        put(submissions, "a.xlsx")
        until(lambda: heard.names() == ["a.xlsx"])
        looked(heard, tiny, 9)  # three looks at each of the three
    assert len(heard.errors()) == 2
    assert all("is not valid TOML" in str(error) for error in heard.errors())


def test_a_trouble_that_comes_again_is_told_again(tiny: Cycle, submissions: Path) -> None:
    toml = tiny.inputs / "cycle.toml"
    good = toml.read_bytes()
    with watching(tiny.home) as heard:
        for number in (1, 2):
            put(tiny.inputs, "cycle.toml", b"id = ")
            until(lambda wanted=number: len(heard.errors()) == wanted)  # type: ignore[misc]
            put(tiny.inputs, "cycle.toml", good)
            put(submissions, f"{number}.xlsx", str(number).encode())
            until(lambda wanted=number: len(heard.files()) == wanted)  # type: ignore[misc]


def second_cycle(home: Path, name: str) -> Cycle:
    """The tiny cycle, under another name."""
    inputs = tiny_cycle(home / "made").inputs
    toml = inputs / "cycle.toml"
    toml.write_text(toml.read_text("utf-8").replace('id = "tiny"', f'id = "{name}"'), "utf-8")
    inputs.rename(home / "inputs" / name)
    return load_cycle(home, name)


def test_a_cycle_that_comes_later_is_watched(tiny: Cycle) -> None:
    with watching(tiny.home, sweep=timedelta(seconds=1)) as heard:
        second = second_cycle(tiny.home, "second")
        put(second.inputs / "submissions", "a.xlsx")
        until(lambda: heard.names("second") == ["a.xlsx"])


def test_only_the_cycles_of_the_settings_are_watched(tiny: Cycle, submissions: Path) -> None:
    second = second_cycle(tiny.home, "second")
    with watching(tiny.home, cycles=("tiny",)) as heard:
        put(second.inputs / "submissions", "b.xlsx")
        put(submissions, "a.xlsx")
        until(lambda: heard.names() == ["a.xlsx"])
        looked(heard, tiny)
    assert heard.names("second") == []


def test_a_home_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    with watching(tmp_path, sweep=timedelta(seconds=0.3)) as heard:
        tiny = tiny_cycle(tmp_path)
        put(tiny.inputs / "submissions", "a.xlsx")
        until(lambda: heard.names() == ["a.xlsx"])


def test_inputs_that_were_away_are_watched_when_they_are_back(
    tiny: Cycle, submissions: Path
) -> None:
    inputs, away = tiny.home / "inputs", tiny.home / "away"
    with watching(tiny.home, sweep=timedelta(seconds=0.5)) as heard:
        until(lambda: asked(inputs))
        inputs.rename(away)
        until(lambda: not asked(away))
        shutil.copytree(away, inputs)
        put(submissions, "a.xlsx")
        until(lambda: heard.names() == ["a.xlsx"])


def test_a_change_of_the_folder_itself_ends_no_watch(tiny: Cycle, submissions: Path) -> None:
    with watching(tiny.home) as heard:
        before = heard.looks
        (tiny.home / "inputs").chmod(0o700)
        until(lambda: heard.looks > before)
        put(submissions, "a.xlsx")
        until(lambda: heard.names() == ["a.xlsx"])


def test_where_the_system_tells_of_nothing_it_looks_for_itself(
    tiny: Cycle, submissions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")
    monkeypatch.setenv("WATCHFILES_POLL_DELAY_MS", "3600000")  # as good as never
    with watching(tiny.home, sweep=timedelta(seconds=0.5)) as heard:
        put(submissions, "a.xlsx")
        until(lambda: heard.names() == ["a.xlsx"])


def test_a_system_that_refuses_is_not_asked_without_end(
    tiny: Cycle, submissions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def refused(*folders: Path, **_: object) -> None:
        asked.append(folders)
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(watch, "awatch", refused)
    monkeypatch.setattr(watch, "_REWATCH", SELDOM.total_seconds())
    with watching(tiny.home, sweep=timedelta(seconds=0.3)) as heard:
        put(submissions, "a.xlsx")
        until(lambda: heard.names() == ["a.xlsx"])
        looked(heard, tiny)
    assert len(asked) == 1


def test_a_system_that_has_refused_is_asked_again(
    tiny: Cycle, submissions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def refused(*folders: Path, **settings: Any) -> object:
        asked.append(folders)
        if len(asked) < 3:
            raise OSError("OS file watch limit reached")
        return awatch(*folders, **settings)

    monkeypatch.setattr(watch, "awatch", refused)
    monkeypatch.setattr(watch, "_REWATCH", 0.05)
    with watching(tiny.home):
        assert len(asked) == 3


def test_dropped_files_are_moved_and_told(tiny: Cycle, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    with watching(tiny.home, drop=drop, sweep=timedelta(seconds=1)) as heard:
        gone = [put(drop / "tiny", "a.xlsx"), put(drop / "tiny" / "of-monday", "a.xlsx", b"y")]
        until(lambda: len(heard.files()) == 2)
        assert not any(path.exists() for path in gone)
        again = put(drop / "tiny", "again.xlsx")  # the same bytes
        until(lambda: not again.exists())
        looked(heard, tiny)
    assert {one.channel for one in heard.files()} == {"drop"}
    lie = sorted(path.name for path in (tiny.inputs / "submissions" / "drop").iterdir())
    assert [name[:2] for name in lie] == ["a-", "a."]
    assert len(registered(tiny)) == 2


def test_a_dropped_file_is_left_until_it_is_whole(tiny: Cycle, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    (drop / "tiny").mkdir(parents=True)
    with watching(tiny.home, drop=drop) as heard:
        with (drop / "tiny" / "slow.xlsx").open("wb") as stream:
            stream.write(b"x")
            stream.flush()
            looked(heard, tiny)
            assert heard.files() == []
            stream.write(b"y")
        until(lambda: heard.names() == ["slow.xlsx"])
    assert heard.files()[0].path.read_bytes() == b"xy"
