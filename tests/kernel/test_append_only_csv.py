"""Registers: lines are added, none is lost or changed without a word."""

import csv
import errno
import io
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.kernel import append_only_csv
from rapporteur.kernel.append_only_csv import adopt, append, chain_of, confirm, read
from rapporteur.kernel.csv_files import CsvFile, parse_csv
from rapporteur.kernel.errors import UserError

COLUMNS = ("key", "when", "text")
LINES = [(f"k{number}", "2024-05-31", f"text {number}") for number in range(5)]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "inputs" / "my-cycle" / "letters.csv"
    path.parent.mkdir(parents=True)
    (path.parent / "cycle.toml").touch()
    append(path, COLUMNS, LINES[:3])
    append(path, COLUMNS, LINES[3:])
    return path


def lines_of(path: Path) -> list[tuple[str, ...]]:
    return read(path, COLUMNS, lambda _, cells: tuple(cells[name] for name in COLUMNS))


def written(path: Path, lines: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([COLUMNS, *lines])


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        lines_of(path)
    with pytest.raises(UserError, match=re.escape(caught.value.message)):
        append(path, COLUMNS, [LINES[0]])
    with pytest.raises(UserError, match=re.escape(caught.value.message)):
        adopt(path)
    return str(caught.value)


def test_what_was_added_is_read(register: Path) -> None:
    assert lines_of(register) == LINES
    assert register.read_text("utf-8").splitlines()[:2] == ["key,when,text", "k0,2024-05-31,text 0"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([], ": 5 lines are gone at the end, from “k0, 2024-05-31, text 0” on."),
        (LINES[:4], ": a line is gone at the end, from “k4, 2024-05-31, text 4” on."),
        (LINES[1:], ", before line 2: a line is gone, “k0, 2024-05-31, text 0”."),
        ([*LINES[:1], *LINES[3:]], ", before line 3: 2 lines are gone, “k1, 2024-05-31, text 1”."),
        ([*LINES[:4], ("k4", "2024-05-31", "other")], ", line 6: “k4, 2024-05-31, text 4” is now"),
        ([("new", "", "line"), *LINES], ", line 2: “new, line” is new, and new lines belong at"),
        (LINES[::-1], ", before line 2: 4 lines are gone, “k0, 2024-05-31, text 0”."),
    ],
    ids=range(7),
)
def test_a_lost_or_changed_line_is_named_until_somebody_confirms_it(
    register: Path, lines: Sequence[Sequence[str]], message: str
) -> None:
    written(register, lines)
    told = refusal(register)
    assert told.startswith(f"{register}{message}")
    assert "`rapporteur registers confirm my-cycle letters.csv --reason …`" in told
    confirmed = confirm(register)
    assert confirmed.startswith(message)
    end = f"There were 5 lines and are {len(lines)}." if len(lines) != 5 else "Of 5 lines "
    assert end in confirmed
    assert lines_of(register) == list(lines)
    append(register, COLUMNS, [("last", "", "line")])
    assert len(lines_of(register)) == len(lines) + 1


def test_a_register_that_is_gone_is_told(register: Path) -> None:
    register.unlink()
    assert "5 lines are gone at the end" in refusal(register)
    register.touch()
    assert "5 lines are gone at the end" in refusal(register)


def test_lines_added_by_hand_are_read_and_from_then_on_known(register: Path) -> None:
    by_hand = [("by hand", "2024-06-01", "a"), ("by hand", "2024-06-02", "b")]
    written(register, [*LINES, *by_hand])
    assert lines_of(register) == [*LINES, *by_hand]
    written(register, [*LINES, by_hand[0]])  # not known yet: it may still be mended
    assert len(lines_of(register)) == 6
    adopt(register)
    written(register, LINES)
    assert "a line is gone at the end, from “by hand" in refusal(register)


def test_a_register_without_a_chain_is_taken_as_it_is(register: Path) -> None:
    chain_of(register).unlink()
    written(register, LINES[1:])
    assert lines_of(register) == LINES[1:]
    append(register, COLUMNS, [LINES[0]])
    written(register, LINES[2:])
    assert "before line 2: a line is gone, “k1" in refusal(register)


def test_a_chain_that_was_cut_off_while_it_was_written_is_completed(register: Path) -> None:
    whole = chain_of(register).read_bytes()
    chain_of(register).write_bytes(whole[:-30])
    assert lines_of(register) == LINES
    adopt(register)
    assert chain_of(register).read_bytes() == whole


def test_a_damaged_chain_is_told(register: Path) -> None:
    chain = chain_of(register)
    chain.write_bytes(b"\0" * 10 + chain.read_bytes())
    assert f"{chain}, line 1 is damaged." in refusal(register)


@pytest.mark.parametrize("left", [b"", b"half a line"])
@pytest.mark.parametrize("cut", [False, True])
def test_a_chain_that_was_emptied_is_not_taken_for_none(
    register: Path, left: bytes, cut: bool
) -> None:
    chain_of(register).write_bytes(left)
    if cut:
        written(register, LINES[:2])
    told = refusal(register)
    assert f"{chain_of(register)} is damaged: it has no whole line." in told
    assert "Compare letters.csv with a backup; if it is whole, remove .letters.chain." in told


def test_a_chain_begins_with_its_first_lines_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that dies on the way leaves no empty chain."""
    path = tmp_path / "letters.csv"
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", _killed_at_the_chain)
        with pytest.raises(KeyboardInterrupt):
            append(path, COLUMNS, LINES)
    assert not chain_of(path).exists()
    assert lines_of(path) == LINES


_replace = Path.replace


def _killed_at_the_chain(beside: Path, to: Path) -> Path:
    if to.suffix == ".chain":
        raise KeyboardInterrupt
    return _replace(beside, to)


def resaved(
    content: bytes, delimiter: str, encoding: str, newline: str, columns: int, upper: bool
) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline)
    for row in csv.reader(io.StringIO(content.decode(), newline="")):
        cells = [cell.upper() if upper and len(cell) == 64 else cell for cell in row]
        writer.writerow([*cells, *[""] * columns])
    return text.getvalue().encode(encoding)


@given(
    texts=st.lists(
        st.text("aé=;,\"'ع \n\t|", min_size=1).filter(str.strip), min_size=1, max_size=4
    ),
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    newline=st.sampled_from(["\n", "\r\n"]),
    columns=st.integers(0, 2),
    upper=st.booleans(),
)
def test_a_register_that_was_only_saved_anew_is_the_same_and_goes_on(
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[str],
    delimiter: str,
    encoding: str,
    newline: str,
    columns: int,
    upper: bool,
) -> None:
    path = tmp_path_factory.mktemp("register") / "letters.csv"
    lines = [("ab" * 32, str(number), text) for number, text in enumerate(texts)]
    append(path, COLUMNS, lines)
    path.write_bytes(resaved(path.read_bytes(), delimiter, encoding, newline, columns, upper))
    before = path.read_bytes()
    last = ("last", "Ünïcode ع", "a;b,\tc")
    append(path, COLUMNS, [last])
    assert path.read_bytes().startswith(before)
    read_again = lines_of(path)
    assert [(key.lower(), when, text) for key, when, text in read_again[:-1]] == lines
    assert read_again[-1] == last


def test_a_register_gets_columns_that_it_did_not_have(register: Path) -> None:
    append(register, (*COLUMNS, "signed"), [("k5", "2024-05-31", "text 5", "ana")])
    assert lines_of(register) == [*LINES, ("k5", "2024-05-31", "text 5")]
    assert register.read_text("utf-8").splitlines()[0] == "key,when,text,signed"


def test_a_full_disk_after_new_columns_were_added_loses_nothing(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed = iter((False, False, True))  # the new header, the line, the chain

    def full(_: int) -> None:
        if next(flushed):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            append(register, (*COLUMNS, "signed"), [("k5", "", "text 5", "ana")])
    assert lines_of(register) == LINES
    assert register.read_text("utf-8").startswith("key,when,text,signed\n")


def test_columns_in_another_order_and_of_the_users_own_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "letters.csv"
    path.write_text("text;remark;key;when\na;mine;k0;2024-05-31", "utf-8")
    append(path, COLUMNS, [("k1", "2024-06-01", "b")])
    assert path.read_text("utf-8") == (
        "text;remark;key;when\na;mine;k0;2024-05-31\nb;;k1;2024-06-01\n"
    )


@pytest.mark.parametrize("failing", [1, 2], ids=["register", "chain"])
@pytest.mark.parametrize("begun", [True, False])
def test_on_a_full_disk_a_register_is_as_long_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: bool, failing: int
) -> None:
    path = tmp_path / "letters.csv"
    if begun:
        append(path, COLUMNS, LINES[:2])
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    flushed = [0]
    fsync = os.fsync

    def full(number: int) -> None:
        flushed[0] += 1
        if flushed[0] == failing:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(number)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            append(path, COLUMNS, LINES[2:])
    after = {file: file.read_bytes() for file in tmp_path.iterdir() if file.stat().st_size}
    assert after == before
    append(path, COLUMNS, LINES[2:])
    assert lines_of(path) == (LINES if begun else LINES[2:])


def test_a_line_that_another_process_adds_while_a_register_is_read_is_no_loss(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*arguments: Any, **options: Any) -> CsvFile:
        monkeypatch.undo()
        file = parse_csv(*arguments, **options)
        append(register, COLUMNS, [("k5", "", "text 5")])
        return file

    monkeypatch.setattr(append_only_csv, "parse_csv", late)
    assert lines_of(register) == LINES
    assert len(lines_of(register)) == 6
