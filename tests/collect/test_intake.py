"""Files from a channel are taken once, complete, under a name that any file system allows."""

import hashlib
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rapporteur.collect.intake import Dropped, drop_folder, safe_name, take, take_dropped
from rapporteur.collect.land_cycle import collect
from rapporteur.collect.receipts import (
    complete,
    passed_over,
    present_files,
    received,
    registered,
)
from rapporteur.correspond.returns import write_all
from rapporteur.design.cycle import Cycle
from rapporteur.warehouse.build import build
from rapporteur.warehouse.reader import opened
from tests.support import COMPLETE, ROSTER_HEADER, reply, tiny_cycle

WHEN = datetime(2024, 5, 1, 9, 30, tzinfo=UTC)
NAMES = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs"]),  # what an undecodable byte becomes
        st.sampled_from("~$. /\\:\x00\x7f\u202e"),
    )
)


@given(NAMES)
@example("")
@example("...")
@example("~$reply.xlsx")
@example("..\\..\\windows\\system32")
@example("reply.xlsx.part")
@example("~.tmp")
@example(".. .")
@example("r\udce9ponse.xlsx")
@example("a" * 400 + ".xlsx")
@example("a." + "x" * 400)
@example("\U0001f600" * 200)
@example("a" * 144 + " .xlsx")
def test_any_name_becomes_one_that_file_systems_allow_and_is_not_ignored(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 200
    assert not set(safe) & set('/\\:*?"<>|\x00\n\r\t\x7f')
    assert safe == safe.strip(" .")
    assert not passed_over(Path(safe))
    assert safe_name(safe) == safe
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, safe)
        path.touch()
        assert path.parent == Path(folder)
        assert [file.name for file in Path(folder).iterdir()] == [safe]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("reply.xlsx", "reply.xlsx"),
        ("Réponse de l'État (2).xlsx", "Réponse de l'État (2).xlsx"),
        ("答复.xlsx", "答复.xlsx"),
        ("رد.ods", "رد.ods"),
        ("no suffix", "no suffix"),
        ("Re\u0301ponse.xlsx", "R\u00e9ponse.xlsx"),  # as macOS writes it
        ("../../etc/passwd", "_._etc_passwd"),
        ("C:\\Users\\me\\reply.xlsx", "C_Users_me_reply.xlsx"),
        (".hidden.xlsx", "hidden.xlsx"),
        ("a\r\nb.xlsx", "a_b.xlsx"),
        ("", "file"),
    ],
)
def test_a_name_is_changed_as_little_as_possible(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_suffix() -> None:
    safe = safe_name("ه" * 300 + ".xlsx")
    assert safe.endswith("ه.xlsx")
    assert len(safe.encode()) <= 150


def test_a_taken_file_is_among_the_received_files_with_its_receipt(tiny: Cycle) -> None:
    taken_file = take(tiny, "a.xlsx", b"x", "mail:someone@example.org", WHEN)
    assert taken_file is not None
    assert taken_file.path == tiny.inputs / "submissions" / "mail" / "a.xlsx"
    assert taken_file.path.read_bytes() == b"x"
    assert received(tiny) == [taken_file]
    assert (taken_file.received_at, taken_file.channel) == (WHEN, "mail:someone@example.org")


def test_the_same_bytes_are_taken_once(tiny: Cycle) -> None:
    assert take(tiny, "a.xlsx", b"x", "drop", WHEN)
    assert take(tiny, "b.xlsx", b"x", "drop", WHEN) is None
    assert take(tiny, "c.xlsx", b"x", "mail", WHEN) is None
    assert len(present_files(tiny)) == len(registered(tiny)) == 1


ADDRESSES = ROSTER_HEADER.replace("code,", "email,code,") + "".join(
    f"{address},{code},government,en,,,,,,,,{code},,,,,\n"
    for code, address in (("XAA", "Unit@a.example;mission@a.example"), ("XAB", "unit@b.example"))
)


@pytest.mark.parametrize(
    ("before", "then", "again"),
    [
        ("mail:somebody@mail.example", "mail:unit@A.example", True),
        ("mail", "mail:unit@a.example", True),
        ("mail:unit@b.example", "mail:unit@a.example", True),
        ("mail:somebody@mail.example", "drop", True),
        ("mail:unit@a.example", "mail:somebody@mail.example", False),
        ("mail:somebody@mail.example", "mail:other@mail.example", False),
        ("mail:unit@a.example", "mail:mission@a.example", False),
        ("drop", "mail:unit@a.example", False),
    ],
)
def test_what_a_stranger_sent_before_is_taken_again_from_who_is_known(
    tmp_path: Path, before: str, then: str, again: bool
) -> None:
    cycle = tiny_cycle(tmp_path, roster=ADDRESSES)
    assert take(cycle, "a.xlsx", b"x", before, WHEN)
    for _ in range(2):
        taken = take(cycle, "a.xlsx", b"x", then, WHEN)
        assert (taken is not None) is again
        again = False  # once is enough


def test_another_file_of_the_same_name_gets_the_digits_of_its_submission(tiny: Cycle) -> None:
    first = take(tiny, "a.xlsx", b"x", "drop", WHEN)
    second = take(tiny, "a.xlsx", b"y", "drop", WHEN)
    assert first is not None
    assert second is not None
    assert second.path.name == f"a-{second.submission}.xlsx"
    assert {path.read_bytes() for path, _ in present_files(tiny)} == {b"x", b"y"}
    assert take(tiny, "a.xlsx", b"y", "drop", WHEN) is None


def test_names_that_a_stranger_foresaw_do_not_keep_a_respondent_out(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path, roster=ADDRESSES)
    stranger, own = "mail:somebody@mail.example", "mail:unit@a.example"
    digits = hashlib.sha256(b"x").hexdigest()[:12]
    for name, content in (
        ("a.xlsx", b"junk"),
        (f"a-{digits}.xlsx", b"x"),
        (f"a-{digits}-2.xlsx", b"y"),
    ):
        assert take(cycle, name, content, stranger, WHEN)
    taken = take(cycle, "a.xlsx", b"x", own, WHEN)
    assert taken is not None
    assert {file.channel for file in received(cycle) if file.path == taken.path} == {own}
    contents = sorted(path.read_bytes() for path, _ in present_files(cycle))
    assert contents == [b"junk", b"x", b"x", b"y"], "nothing was overwritten"


def test_a_place_that_was_a_stranger_s_is_not_given_to_a_respondent(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path, roster=ADDRESSES)
    first = take(cycle, "a.xlsx", b"x", "mail:somebody@mail.example", WHEN)
    assert first is not None
    first.path.rename(first.path.with_name("away.xlsx"))
    taken = take(cycle, "a.xlsx", b"x", "mail:unit@a.example", WHEN)
    assert taken is not None
    channels = {file.path: file.channel for file in received(cycle)}
    assert channels[taken.path] == "mail:unit@a.example"


def test_a_lost_file_is_taken_again_and_keeps_its_time(tiny: Cycle) -> None:
    first = take(tiny, "a.xlsx", b"x", "drop", WHEN)
    other = take(tiny, "b.xlsx", b"y", "drop", WHEN)
    assert first is not None
    first.path.unlink()
    assert take(tiny, "a.xlsx", b"x", "drop", datetime(2024, 6, 1, tzinfo=UTC))
    assert received(tiny) == [first, other]


@pytest.mark.parametrize(
    "name", ["../../../outside.xlsx", "/etc/outside.xlsx", "~$a.xlsx", ".a.xlsx", "a.xlsx.part"]
)
def test_a_file_of_any_name_counts(tiny: Cycle, name: str) -> None:
    taken_file = take(tiny, name, b"x", "mail", WHEN)
    assert taken_file is not None
    assert taken_file.path.parent == tiny.inputs / "submissions" / "mail"
    assert received(tiny) == [taken_file]


def test_a_file_is_complete_when_nobody_writes_to_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as stream:
        stream.write(b"x")
        stream.flush()
        assert not complete(path)
    assert complete(path)
    with path.open("rb"):  # reading is not writing
        assert complete(path)
    with path.open("ab"):
        assert not complete(path)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        complete(path)


def drop(tiny: Cycle, file: str, content: bytes) -> Path:
    path = tiny.home / "drop" / "tiny" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_complete_files_are_taken_from_the_drop_folder(tiny: Cycle) -> None:
    for file in ("b.xlsx", "deep/a.xlsx", ".hidden", "~$b.xlsx", "c.xlsx.part", ".sync/d.xlsx"):
        drop(tiny, file, file.encode())
    slow = drop(tiny, "open.xlsx", b"")
    with slow.open("wb"):
        taken = take_dropped(tiny.home / "drop", tiny, WHEN).taken
    assert [taken_file.path.name for taken_file in taken] == ["b.xlsx", "a.xlsx"]
    assert list(drop_folder(tiny.home / "drop", tiny)) == [slow]


def test_a_missing_drop_folder_is_empty(tiny: Cycle) -> None:
    assert take_dropped(tiny.home / "nowhere", tiny, WHEN) == Dropped([], [])


def test_dropped_files_are_moved(tiny: Cycle) -> None:
    paths = [
        drop(tiny, "a.xlsx", b"x"),
        drop(tiny, "deep/a.xlsx", b"y"),
        drop(tiny, "c.xlsx", b"x"),
    ]
    taken = take_dropped(tiny.home / "drop", tiny, WHEN).taken
    assert {taken_file.path.read_bytes() for taken_file in taken} == {b"x", b"y"}
    assert not any(path.exists() for path in paths)
    assert take_dropped(tiny.home / "drop", tiny, WHEN) == Dropped([], [])


def test_a_name_in_another_encoding_is_taken_to_the_tables(tiny: Cycle) -> None:
    whole = reply(tiny, "XAA", COMPLETE)
    original_name = os.fsdecode(b"r\xe9ponse.xlsx")  # as an archive of another system has it
    moved = tiny.home / "drop" / "tiny" / original_name
    moved.parent.mkdir(parents=True)
    whole.rename(moved)
    (taken_file,) = take_dropped(tiny.home / "drop", tiny, WHEN).taken
    assert taken_file.path.name == "r_ponse.xlsx"
    assert not moved.exists()
    taken_file.path.rename(
        tiny.inputs / "submissions" / original_name
    )  # or it may be put there directly
    (tiny.inputs / "submissions" / f"{'ه' * 120}.pdf").write_bytes(b"%PDF-1.7")
    build(tiny, collect(tiny))
    with opened(tiny) as con:
        assert con.execute("select file, state from landing.submissions").fetchall()[0] == (
            "submissions/r\ufffdponse.xlsx", "accepted",
        )  # fmt: skip
    written = write_all(tiny)
    assert written.letters_alone == []
    names = {path.name for path in (tiny.outputs / "returns").glob("*.*x")}
    assert names == {"XAA.xlsx", "XAA.docx", f"{'ه' * 40}.docx"}
