"""The register of receipts, to which lines are only added."""

import csv
import errno
import fcntl
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rapporteur.collect import receipts
from rapporteur.collect.land_cycle import collect, land_new
from rapporteur.collect.receipts import (
    COLUMNS,
    being_written,
    present_files,
    received,
    registered,
    still_to_come,
    unfinished,
)
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.settings import Settings
from rapporteur.operate.doctor.cycles import loads
from tests.support import rewrite, tiny_cycle


def put(cycle: Cycle, file: str, content: bytes = b"x") -> None:
    path = cycle.inputs / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def register(cycle: Cycle) -> list[dict[str, str]]:
    with (cycle.inputs / "receipts.csv").open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        assert reader.fieldnames == list(COLUMNS)
        return list(reader)


def test_the_files_of_both_folders_are_found_by_name(tiny: Cycle) -> None:
    for file in ("submissions/b.xlsx", "submissions/sub/a.ods", "desk-research/c.xlsx"):
        put(tiny, file, file.encode())
    files = received(tiny)
    assert [(received_file.file, received_file.basis) for received_file in files] == [
        ("submissions/b.xlsx", "reply"),
        ("submissions/sub/a.ods", "reply"),
        ("desk-research/c.xlsx", "desk_research"),
    ]
    assert all(received_file.submission == received_file.sha256[:12] for received_file in files)
    assert {received_file.received_at for received_file in files} != {None}


def test_lock_files_and_hidden_files_are_ignored(tiny: Cycle) -> None:
    for name in (".DS_Store", "~$reply.xlsx", ".~lock.reply.xlsx#", "reply.xlsx"):
        put(tiny, f"submissions/{name}")
    assert [path.name for path, _ in present_files(tiny)] == ["reply.xlsx"]


@pytest.mark.parametrize(
    "name",
    [
        "Thumbs.db", "DESKTOP.INI", "reply.xlsx:Zone.Identifier", "reply.xlsxZone.Identifier",
        "._reply.xlsx", "reply.xlsx~", "#reply.csv#", "__MACOSX/reply.xlsx", "@eaDir/reply.xlsx",
        "$RECYCLE.BIN/reply.xlsx",
    ],
)  # fmt: skip
def test_files_of_systems_and_editors_are_ignored(tiny: Cycle, name: str) -> None:
    put(tiny, f"submissions/{name}")
    put(tiny, "submissions/a ~ b $ c.xlsx")
    assert [path.name for path, _ in present_files(tiny)] == ["a ~ b $ c.xlsx"]


def test_a_cycle_without_files_has_no_register(tiny: Cycle) -> None:
    assert received(tiny) == []
    assert not (tiny.inputs / "receipts.csv").exists()


def test_a_file_is_registered_once_and_keeps_its_date(tiny: Cycle) -> None:
    put(tiny, "submissions/a.xlsx")
    first = received(tiny)
    before = (tiny.inputs / "receipts.csv").read_bytes()
    assert received(tiny) == first
    assert (tiny.inputs / "receipts.csv").read_bytes() == before
    put(tiny, "submissions/b.xlsx", b"y")
    received(tiny)
    after = (tiny.inputs / "receipts.csv").read_bytes()
    assert after.startswith(before)
    assert [line["file"] for line in register(tiny)] == ["submissions/a.xlsx", "submissions/b.xlsx"]


def test_files_found_together_have_the_same_time(tiny: Cycle) -> None:
    for number in range(30):
        put(tiny, f"submissions/{number}.xlsx", bytes([number]))
    assert len({received_file.received_at for received_file in received(tiny)}) == 1


def test_the_same_bytes_under_two_names_are_two_receipts_of_one_submission(tiny: Cycle) -> None:
    put(tiny, "submissions/a.xlsx")
    put(tiny, "submissions/b.xlsx")
    assert len({received_file.submission for received_file in received(tiny)}) == 1
    assert len(register(tiny)) == 2


def test_receipts_may_be_entered_by_hand(tiny: Cycle) -> None:
    put(tiny, "submissions/a.xlsx")
    (received_file,) = received(tiny)
    rewrite(
        tiny.inputs / "receipts.csv",
        f"\ufeffsha256,file,received_at,channel\n{received_file.sha256},{received_file.file},2024-05-10T09:30:00+02:00,mail",
    )
    put(tiny, "submissions/b.xlsx", b"y")
    first, second = received(tiny)
    assert first.received_at == datetime(2024, 5, 10, 7, 30, tzinfo=UTC)
    assert (first.channel, second.channel) == ("mail", "folder")
    assert received(tiny) == [first, second]  # the register had no end of line


def test_an_unknown_time_stays_unknown(tiny: Cycle) -> None:
    put(tiny, "submissions/a.xlsx")
    (received_file,) = received(tiny)
    rewrite(
        tiny.inputs / "receipts.csv",
        f"sha256,file,received_at,channel\n{received_file.sha256},{received_file.file},,unknown\n",
    )
    assert received(tiny)[0].received_at is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", r"receipts\.csv lacks the columns sha256, file"),
        ("{header}\n1.2E+15,a.xlsx,,mail\n", "line 2: “1.2E\\+15” is no SHA-256"),
        ("{header}\n{sha},a.xlsx,May,mail\n", "line 2: “May” is no time of receipt"),
        ("{header}\n{sha},a.xlsx,10/05/2024 09:30,mail\n", "line 2: .* is no time of receipt"),
        ("{header}\n{sha},a.xlsx,2024-05-10T09:30:00,mail\n", "line 2: .* is no time of receipt"),
        ("{header}\n{sha},a.xlsx,,mail\n{sha},b.xl", "line 3: it has 2 cells"),
    ],
)
def test_an_invalid_register_is_an_error(tiny: Cycle, text: str, message: str) -> None:
    filled = text.format(header=",".join(COLUMNS), sha="ab" * 32)
    (tiny.inputs / "receipts.csv").write_text(filled, encoding="utf-8")
    with pytest.raises(UserError, match=message):
        received(tiny)


def test_several_threads_register_a_file_once(tiny: Cycle) -> None:
    for number in range(20):
        put(tiny, f"submissions/{number}.xlsx", bytes([number]))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(received, [tiny] * 8))
    assert len(register(tiny)) == 20


def test_only_the_register_is_written_to_the_inputs(tiny: Cycle) -> None:
    put(tiny, "submissions/a.xlsx")
    before = set(tiny.inputs.rglob("*"))
    received(tiny)
    assert set(tiny.inputs.rglob("*")) - before == {
        tiny.inputs / "receipts.csv",
        tiny.inputs / ".receipts.chain",
    }


def test_a_file_that_is_being_written_is_not_received_yet(tiny: Cycle) -> None:
    put(tiny, "submissions/a.xlsx")
    path = tiny.inputs / "submissions" / "a.xlsx"
    assert being_written(path) is False
    with path.open("ab") as stream:
        assert being_written(path) is True
        assert received(tiny) == []
        stream.write(b"y")
    assert being_written(path) is False
    (received_file,) = received(tiny)
    assert received_file.path.read_bytes() == b"xy"
    assert len(register(tiny)) == 1


def test_a_registered_file_counts_whoever_has_it_open(tiny: Cycle) -> None:
    put(tiny, "submissions/a.xlsx")
    before = received(tiny)
    path = tiny.inputs / "submissions" / "a.xlsx"
    with path.open("r+b") as stream:  # as office programs open what they show
        assert received(tiny) == before
        assert unfinished(tiny, before) == []
        stream.write(b"other")
        stream.flush()
        assert received(tiny) == []
        (named,) = unfinished(tiny, [])
        assert named.path == path
        lines: list[str] = []
        collect(tiny, lines.append)
        assert str(named) in lines
    assert len(received(tiny)) == 1


@pytest.mark.parametrize("channel", ["folder", "mail:somebody@mail.example", "mail"])
def test_a_file_that_is_moved_or_renamed_keeps_its_receipt(tiny: Cycle, channel: str) -> None:
    put(tiny, "submissions/mail/a.xlsx")
    (first,) = received(tiny)
    rewrite(
        tiny.inputs / "receipts.csv",
        "sha256,file,received_at,channel\n"
        f"{first.sha256},{first.file},2024-03-01T09:30:00+00:00,{channel}\n",
    )
    path = first.path
    for name in ("africa/a.xlsx", "africa/b.xlsx", "c.xlsx"):
        moved = tiny.inputs / "submissions" / name
        moved.parent.mkdir(exist_ok=True)
        path = path.rename(moved)
        (file,) = received(tiny)
        assert file.file == f"submissions/{name}"
        assert file.received_at == datetime(2024, 3, 1, 9, 30, tzinfo=UTC)
        assert file.channel == channel
    assert {line["channel"] for line in register(tiny)} == {channel}
    put(tiny, "submissions/copy.xlsx", path.read_bytes())
    copy = {file.file: file for file in received(tiny)}["submissions/copy.xlsx"]
    assert copy.channel == "folder", "a copy beside it is given by who made it"


def test_a_file_that_is_being_read_is_not_being_written(tiny: Cycle) -> None:
    put(tiny, "submissions/a.xlsx")
    path = tiny.inputs / "submissions" / "a.xlsx"
    with path.open("rb"):
        assert being_written(path) is False
    with pytest.raises(FileNotFoundError):
        being_written(path.with_name("gone.xlsx"))


@pytest.mark.parametrize("folder", [".sync", ".rsync-partial", "~$tmp", ".Trash-1000/files"])
def test_files_in_a_hidden_folder_are_ignored(tiny: Cycle, folder: str) -> None:
    put(tiny, f"submissions/{folder}/a.xlsx")
    put(tiny, "submissions/of monday/b.xlsx")
    assert [path.name for path, _ in present_files(tiny)] == ["b.xlsx"]


def test_a_home_in_a_hidden_folder_is_a_home(tmp_path: Path) -> None:
    tiny = tiny_cycle(tmp_path / ".hidden")
    put(tiny, "submissions/a.xlsx")
    assert [path.name for path, _ in present_files(tiny)] == ["a.xlsx"]


def test_without_leases_a_file_is_complete_some_time_after_its_last_change(
    tiny: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a network drive, or for files of another account."""

    def no_lease(*_: object) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(fcntl, "fcntl", no_lease)
    monkeypatch.setattr(receipts, "_SETTLED", 1.0)
    put(tiny, "submissions/whole.xlsx")
    put(tiny, "submissions/slow.xlsx", b"y")
    slow, stop = tiny.inputs / "submissions" / "slow.xlsx", threading.Event()

    def write_on() -> None:
        while not stop.wait(0.1):
            with slow.open("ab") as stream:
                stream.write(b"y")

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        assert [received_file.path.name for received_file in received(tiny)] == ["whole.xlsx"]
    finally:
        stop.set()
        writer.join()
    began = time.monotonic()
    assert [received_file.path.name for received_file in received(tiny)] == [
        "slow.xlsx",
        "whole.xlsx",
    ]
    assert time.monotonic() - began > 0.9
    monkeypatch.delattr(time, "sleep")  # complete files are not waited for
    assert len(received(tiny)) == 2


def test_a_receipt_that_is_still_to_come_is_told_and_counts_as_it_is_written(tiny: Cycle) -> None:
    put(tiny, "submissions/a.xlsx")
    put(tiny, "submissions/b.xlsx", b"y")
    (first, _) = received(tiny)
    now = datetime(2024, 5, 10, 7, 30, tzinfo=UTC)
    header, later = ",".join(COLUMNS), "2024-05-10T07:34:00+00:00"
    rewrite(
        tiny.inputs / "receipts.csv",
        f"{header}\n{first.sha256},submissions/a.xlsx,2024-05-10T09:36:00+02:00,mail\n"
        f"{'0' * 64},submissions/b.xlsx,{later},mail\n",
    )
    told = str(still_to_come(tiny, now))
    assert "is still to come: submissions/a.xlsx (2024-05-10T09:36:00+02:00). Correct it" in told
    assert "`rapporteur registers confirm tiny receipts.csv --reason …`" in told
    assert still_to_come(tiny, now.replace(hour=8)) is None
    far = "2999-01-01T00:00:00+00:00"
    rewrite(
        tiny.inputs / "receipts.csv", f"{header}\n{first.sha256},submissions/a.xlsx,{far},mail\n"
    )
    lines: list[str] = []
    land_new(tiny, received(tiny), lines.append)
    assert any("still to come: submissions/a.xlsx (2999-01-01" in line for line in lines)
    assert "tiny: receipts" in [one.name for one in loads(Settings(home=tiny.home), "tiny")]
    assert received(tiny)[0].received_at == datetime(2999, 1, 1, tzinfo=UTC)


def test_a_registered_file_that_cannot_be_read_stops_the_run(
    tiny: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tiny, "submissions/a.xlsx")
    put(tiny, "submissions/b.xlsx", b"y")
    received(tiny)
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: Path(path).name != "a.xlsx" and real(path, mode)
    )
    with pytest.raises(UserError, match=r"a\.xlsx was received, and cannot be read now"):
        received(tiny)


def test_a_name_of_any_characters_is_registered_once(tiny: Cycle) -> None:
    names = [" a .xlsx ", '=f,;"g".xlsx', "\ufeffj.xlsx", "法律 ы.xlsx"]
    refused = ["b\rc.xlsx", "d\r\ne.xlsx", "h\u2028i\t.xlsx"]
    for name in (*names, *refused):
        put(tiny, f"submissions/{name}", name.encode())
    first = received(tiny)
    assert len(first) == len(names)
    assert received(tiny) == first
    assert len(registered(tiny)) == len(names)


def test_the_last_line_for_a_file_counts(tiny: Cycle) -> None:
    put(tiny, "submissions/a.xlsx")
    (first,) = received(tiny)
    with (tiny.inputs / "receipts.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"{first.sha256},{first.file},2024-05-10T09:30:00+00:00,mail\n")
    assert received(tiny)[0].received_at == datetime(2024, 5, 10, 9, 30, tzinfo=UTC)
