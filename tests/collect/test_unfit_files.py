"""What is no file that may be taken is named and stays; the others are taken."""

import os
import socket
import stat
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rapporteur.collect.intake import drop_folder, take_dropped
from rapporteur.collect.land_cycle import collect
from rapporteur.collect.receipts import being_written, present_files, received, unfit_files
from rapporteur.collect.unfit_files import LARGEST, LARGEST_REGISTERED, Unfit, UnfitError, opened
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.settings import Settings
from rapporteur.operate.watch import Watch

WHEN = datetime(2024, 5, 1, 9, 30, tzinfo=UTC)
SECRET = "not for the tables"


def link(path: Path) -> None:
    secret = path.parents[3] / "secret.xlsx"
    secret.write_text(SECRET, encoding="utf-8")
    path.symlink_to(secret)


def link_to_folder(path: Path) -> None:
    elsewhere = path.parents[3] / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    (elsewhere / "secret.xlsx").write_text(SECRET, encoding="utf-8")
    path.symlink_to(elsewhere)


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = os.open(path.parent, os.O_RDONLY)
        one.bind(f"/proc/self/fd/{here}/{path.name}")  # a path of any length
        os.close(here)


def device(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))  # /dev/zero
    except PermissionError:
        pytest.skip("only root may make a device")


def large(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(LARGEST_REGISTERED + 1)


UNFIT: Mapping[str, tuple[Callable[[Path], None], str]] = {
    "link": (link, "it is a link"),
    "link to nothing": (lambda path: path.symlink_to("nothing"), "it is a link"),
    "link to itself": (lambda path: path.symlink_to(path.name), "it is a link"),
    "link to a folder": (link_to_folder, "it is a link"),
    "pipe": (os.mkfifo, "it is a pipe"),
    "socket": (listening, "it is a socket"),
    "device": (device, "it is a device"),
    "large": (large, "it has more than"),
}


@pytest.fixture
def drop(tiny: Cycle) -> Path:
    """The cycle's folder of the drop folder, with a file before and one after what is tested."""
    folder = tiny.home / "drop" / "tiny" / "deep"
    folder.mkdir(parents=True)
    for name in ("a.xlsx", "z.xlsx"):
        (folder / name).write_bytes(name.encode())
    return folder


@pytest.mark.parametrize("kind", list(UNFIT))
def test_what_is_unfit_stays_in_the_drop_folder_and_the_others_are_taken(
    tiny: Cycle, drop: Path, kind: str
) -> None:
    make, why = UNFIT[kind]
    make(drop / "m.xlsx")
    dropped = take_dropped(tiny.home / "drop", tiny, WHEN)
    assert [received_file.path.name for received_file in dropped.taken] == ["a.xlsx", "z.xlsx"]
    (unfit,) = dropped.unfit
    assert unfit.path == drop / "m.xlsx"
    assert unfit.why.startswith(why)
    assert unfit.remedy.endswith(".")
    assert [path.name for path in drop.iterdir()] == ["m.xlsx"]
    assert SECRET not in "".join(path.read_text() for path, _ in present_files(tiny))


@pytest.mark.parametrize("kind", list(UNFIT))
def test_what_is_unfit_among_the_received_files_is_named_and_the_others_are_registered(
    tiny: Cycle, kind: str
) -> None:
    folder = tiny.inputs / "submissions"
    folder.mkdir()
    make, why = UNFIT[kind]
    make(folder / "m.xlsx")
    (folder / "z.xlsx").write_bytes(b"z")
    lines: list[str] = []
    assert [file.file for file in collect(tiny, lines.append)] == ["submissions/z.xlsx"]
    assert any(f"m.xlsx is not taken: {why}" in line for line in lines)


def test_a_file_of_another_account_under_a_second_name_is_not_taken(
    tiny: Cycle, drop: Path
) -> None:
    if os.getuid():
        pytest.skip("only root may give a file to another account")
    secret = tiny.home / "secret.xlsx"
    secret.write_text(SECRET, encoding="utf-8")
    os.chown(secret, 65534, 65534)
    (drop / "m.xlsx").hardlink_to(secret)
    (drop / "of-somebody.xlsx").write_bytes(b"as an upload by another account")
    os.chown(drop / "of-somebody.xlsx", 65534, 65534)
    dropped = take_dropped(tiny.home / "drop", tiny, WHEN)
    assert {one.path.name for one in dropped.taken} == {"a.xlsx", "z.xlsx", "of-somebody.xlsx"}
    assert [unfit.why for unfit in dropped.unfit] == [
        "it is a second name of a file of another account"
    ]


def test_a_folder_named_as_a_file_is_a_folder(tiny: Cycle, drop: Path) -> None:
    (drop / "x.xlsx").mkdir()
    (drop / "x.xlsx" / "inside.xlsx").write_bytes(b"1")
    dropped = take_dropped(tiny.home / "drop", tiny, WHEN)
    assert sorted(one.path.name for one in dropped.taken) == ["a.xlsx", "inside.xlsx", "z.xlsx"]
    assert dropped.unfit == []


def test_the_cycle_s_own_folder_may_not_be_a_link(tiny: Cycle, tmp_path: Path) -> None:
    (tiny.home / "drop").mkdir()
    (tiny.home / "drop" / "tiny").symlink_to(tiny.inputs)
    dropped = take_dropped(tiny.home / "drop", tiny, WHEN)
    assert [unfit.why for unfit in dropped.unfit] == ["it is a link"]
    assert dropped.taken == []
    assert list(drop_folder(tiny.home / "drop", tiny)) == []  # nothing there is waited for


@pytest.mark.parametrize("name", ["a\nb.xlsx", "\u202exslx.exe", "\x1b[2J.xlsx", "\u2066a.xlsx"])
def test_a_name_that_deceives_is_changed_or_refused(tiny: Cycle, drop: Path, name: str) -> None:
    (drop / name).write_bytes(b"1")
    taken = take_dropped(tiny.home / "drop", tiny, WHEN).taken
    (changed,) = {one.path.name for one in taken} - {"a.xlsx", "z.xlsx"}
    assert changed.isprintable()
    assert "_" in changed
    (tiny.inputs / "submissions" / name).write_bytes(b"2")
    (unfit,) = unfit_files(tiny)
    assert unfit.remedy == "Rename it."
    assert str(unfit).isprintable()
    assert len(received(tiny)) == 3


@pytest.mark.parametrize("name", [b"x" * 250 + b".xlsx", b"r\xe9ponse.xlsx"])
def test_a_long_name_and_one_of_another_system_are_taken(
    tiny: Cycle, drop: Path, name: bytes
) -> None:
    (drop / os.fsdecode(name)).write_bytes(b"1")
    dropped = take_dropped(tiny.home / "drop", tiny, WHEN)
    assert (len(dropped.taken), dropped.unfit) == (3, [])


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_taken(
    tiny: Cycle, drop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def denied(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if path == "m.xlsx":
            raise PermissionError(13, "Permission denied", path)
        return real(path, flags, mode, dir_fd=dir_fd)

    (drop / "m.xlsx").write_bytes(b"1")
    monkeypatch.setattr(os, "open", denied)
    dropped = take_dropped(tiny.home / "drop", tiny, WHEN)
    assert len(dropped.taken) == 2
    assert dropped.unfit[0].why == "it cannot be read (Permission denied)"


@pytest.mark.parametrize("names", [["d"] * 1200, ["d" * 200] * 30])
def test_folders_in_folders_stop_nobody(tiny: Cycle, drop: Path, names: Sequence[str]) -> None:
    received_files = tiny.inputs / "submissions"
    received_files.mkdir()
    (received_files / "b.xlsx").write_bytes(b"1")
    with deep_folders(drop, names), deep_folders(received_files, names):
        dropped = take_dropped(tiny.home / "drop", tiny, WHEN)
        assert len(dropped.taken) == 2
        assert [unfit.why for unfit in dropped.unfit] == ["it lies in more than 10 folders"]
        assert list(drop_folder(tiny.home / "drop", tiny)) == [dropped.unfit[0].path]
        lines: list[str] = []
        assert len(collect(tiny, lines.append)) == 3
        assert any("it lies in more than 10 folders. Move its files up." in line for line in lines)


@contextmanager
def deep_folders(top: Path, names: Sequence[str]) -> Iterator[None]:
    """Folders one in the other: too many for system calls, and for Python to remove them."""
    at = os.open(top, os.O_RDONLY)
    for name in names:
        os.mkdir(name, dir_fd=at)
        inner = os.open(name, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = inner
    os.close(at)
    yield
    subprocess.run(["rm", "-r", top / names[0]], check=True)


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_the_account_may_not_read_is_named_and_the_others_are_taken(
    tiny: Cycle, drop: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tiny.inputs / "submissions" / "m"
    (closed if kind == "folder" else closed.parent).mkdir(parents=True)
    (closed.parent / "z.xlsx").write_bytes(b"z")
    if kind == "file":
        closed.write_bytes(b"m")
    deny(monkeypatch, closed)
    lines: list[str] = []
    assert [file.path.name for file in collect(tiny, lines.append)] == ["z.xlsx"]
    assert any(f"{closed} is not taken: it cannot be read (Permission denied)" in x for x in lines)


def deny(monkeypatch: pytest.MonkeyPatch, denied: Path) -> None:
    """Take the right to a path away, which root would have all the same."""
    access, scan = os.access, os.scandir
    error = PermissionError(13, "Permission denied", str(denied))

    def scandir(path: str) -> Any:
        if Path(path) == denied:
            raise error
        return scan(path)

    monkeypatch.setattr(os, "access", lambda path, mode: path != denied and access(path, mode))
    monkeypatch.setattr(os, "scandir", scandir)


def test_what_is_opened_is_what_is_looked_at(tiny: Cycle, drop: Path) -> None:
    """A file that is exchanged for a link or a pipe after it was seen is not read."""
    folder = os.open(drop, os.O_RDONLY)
    path = drop / "a.xlsx"
    try:
        with opened("a.xlsx", folder, path, LARGEST) as stream:
            path.unlink()
            path.symlink_to("/etc/passwd")
            assert stream.read() == b"a.xlsx"
        for kind in ("link", "pipe"):
            if kind == "pipe":
                os.mkfifo(path)
            with pytest.raises(UnfitError), opened("a.xlsx", folder, path, LARGEST):
                pass
            path.unlink()
        with pytest.raises(FileNotFoundError), opened("a.xlsx", folder, path, LARGEST):
            pass
    finally:
        os.close(folder)


def test_a_pipe_never_keeps_anybody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert being_written(tmp_path / "pipe") in (None, False)


def test_the_watcher_names_each_once_and_goes_on(tiny: Cycle, drop: Path) -> None:
    os.mkfifo(drop / "m.xlsx")
    watch = Watch(Settings(home=tiny.home, drop=tiny.home / "drop"))
    first = watch._look("tiny", False)
    assert [str(item) for item in first if not hasattr(item, "files")] == [
        f"tiny: {Unfit(drop / 'm.xlsx', 'it is a pipe', 'Remove it.')}"
    ]
    (drop / "n.xlsx").symlink_to("a.xlsx")
    second = watch._look("tiny", False)
    assert [item for item in second if "m.xlsx" in str(item)] == []
    assert any("n.xlsx is not taken: it is a link" in str(item) for item in second)
    assert len(received(tiny)) == 2
