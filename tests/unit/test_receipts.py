"""The register of receipts: what came, when, how. It is only ever added to."""

import csv
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from rapporteur.cycle import Cycle
from rapporteur.errors import UserError
from rapporteur.receipts import COLUMNS, given, received


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
    found = received(tiny)
    assert [(one.file, one.basis) for one in found] == [
        ("submissions/b.xlsx", "reply"),
        ("submissions/sub/a.ods", "reply"),
        ("desk-research/c.xlsx", "desk_research"),
    ]
    assert all(one.submission == one.sha256[:12] for one in found)
    assert {one.received_at for one in found} != {None}


def test_what_office_programs_leave_behind_is_passed_over(tiny: Cycle) -> None:
    for name in (".DS_Store", "~$reply.xlsx", ".~lock.reply.xlsx#", "reply.xlsx"):
        put(tiny, f"submissions/{name}")
    assert [path.name for path, _ in given(tiny)] == ["reply.xlsx"]


def test_a_cycle_without_files_has_none(tiny: Cycle) -> None:
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


def test_files_found_together_came_together(tiny: Cycle) -> None:
    for number in range(30):
        put(tiny, f"submissions/{number}.xlsx", bytes([number]))
    assert len({one.received_at for one in received(tiny)}) == 1


def test_the_same_bytes_under_two_names_are_two_receipts_of_one_submission(tiny: Cycle) -> None:
    put(tiny, "submissions/a.xlsx")
    put(tiny, "submissions/b.xlsx")
    assert len({one.submission for one in received(tiny)}) == 1
    assert len(register(tiny)) == 2


def test_what_a_person_enters_is_believed(tiny: Cycle) -> None:
    put(tiny, "submissions/a.xlsx")
    (one,) = received(tiny)
    (tiny.inputs / "receipts.csv").write_text(
        f"sha256,file,received_at,channel\n{one.sha256},{one.file},2024-05-10T09:30:00+02:00,mail",
        encoding="utf-8-sig",
    )
    put(tiny, "submissions/b.xlsx", b"y")
    first, second = received(tiny)
    assert first.received_at == datetime(2024, 5, 10, 7, 30, tzinfo=UTC)
    assert (first.channel, second.channel) == ("mail", "folder")
    assert received(tiny) == [first, second]  # the line before was left open


def test_an_unknown_date_stays_unknown(tiny: Cycle) -> None:
    put(tiny, "submissions/a.xlsx")
    (one,) = received(tiny)
    (tiny.inputs / "receipts.csv").write_text(
        f"sha256,file,received_at,channel\n{one.sha256},{one.file},,unknown\n", encoding="utf-8"
    )
    assert received(tiny)[0].received_at is None


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "sha256,file,received_at,channel\n1,2,May,x\n"])
def test_a_register_that_makes_no_sense_is_said(tiny: Cycle, text: str) -> None:
    (tiny.inputs / "receipts.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"receipts\.csv cannot be understood"):
        received(tiny)


def test_several_at_once_register_a_file_once(tiny: Cycle) -> None:
    for number in range(20):
        put(tiny, f"submissions/{number}.xlsx", bytes([number]))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(received, [tiny] * 8))
    assert len(register(tiny)) == 20


def test_nothing_else_is_written_to_what_was_given(tiny: Cycle) -> None:
    put(tiny, "submissions/a.xlsx")
    before = set(tiny.inputs.rglob("*"))
    received(tiny)
    assert set(tiny.inputs.rglob("*")) - before == {tiny.inputs / "receipts.csv"}
