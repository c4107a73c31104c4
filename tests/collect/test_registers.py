"""The registers of a cycle: none of them loses a line without a word."""

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rapporteur.cli.main import app
from rapporteur.collect.land_cycle import collect
from rapporteur.collect.receipts import received
from rapporteur.collect.registers import COLUMNS, CONFIRMATIONS, adopt, registers, troubles
from rapporteur.correspond.mail import correspondence_register
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.design.reviewed_texts import read_reviews
from rapporteur.disseminate.content.respondent_texts import read_register
from rapporteur.kernel import append_only_csv
from rapporteur.kernel.errors import UserError
from rapporteur.process.decisions import append, read_decisions
from tests.support import COMPLETE, CYCLE, ROOT, reply, tiny_cycle

TEXT_COLUMNS = (
    "source_language", "language", "original", "translation", "kind", "status", "translator",
    "given_on",
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """A cycle with lines in every register."""
    cycle = tiny_cycle(tmp_path_factory.mktemp("registers"))
    for code in ("XAA", "XAB"):
        file = reply(cycle, code, COMPLETE)
    for submission in (one.submission for one in received(cycle)):
        append(cycle, {"who": "ana", "when": "2024-06-01", "reason": "asked",
                       "submission": submission, "decision": "refuse"})  # fmt: skip
    entry = correspondence_register.Entry("receipt-1", "2024-06-01", "XAA", "", "", "", "", "sent")
    for key in ("receipt-1", "receipt-2"):
        correspondence_register.append_entry(
            correspondence_register.path(cycle), replace(entry, key=key)
        )
    folder = cycle.inputs / "translations"
    folder.mkdir()
    append_only_csv.append(
        folder / "zh.csv",
        ("key", "source", "text", "reviewer", "reviewed_on"),
        [("cycle/title", "Tiny", text, "li", "2024-06-01") for text in ("一", "二")],
    )
    append_only_csv.append(
        folder / "texts.csv",
        TEXT_COLUMNS,
        [
            ("es", "en", "Ley", text, "human", "draft", "bo", "2024-06-01")
            for text in ("Law", "Act")
        ],
    )
    assert file.exists()
    return cycle


@pytest.fixture
def cycle(made: Cycle, tmp_path: Path) -> Cycle:
    shutil.copytree(made.home, tmp_path / "home")
    return load_cycle(tmp_path / "home", "tiny")


NAMES = (
    "receipts.csv", "decisions.csv", "correspondence.csv", "translations/texts.csv",
    "translations/zh.csv",
)  # fmt: skip


def read_all(cycle: Cycle) -> Iterator[object]:
    yield from received(cycle)
    yield from read_decisions(cycle)
    yield from correspondence_register.entries(cycle)
    yield read_register(cycle.inputs)
    yield read_reviews(cycle.inputs)


def test_every_register_is_known(cycle: Cycle) -> None:
    assert [str(path.relative_to(cycle.inputs)) for path in registers(cycle.inputs)] == [*NAMES]
    assert list(troubles(cycle.inputs)) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kept", [0, 1, None], ids=["header", "a line", "nothing"])
def test_a_register_that_lost_lines_stops_whoever_reads_it(
    cycle: Cycle, name: str, kept: int | None
) -> None:
    register = cycle.inputs / name
    list(read_all(cycle))  # a process that runs for months has read it before
    lines = register.read_text("utf-8").splitlines(keepends=True)
    if kept is None:
        register.unlink()
    else:
        register.write_text("".join(lines[: kept + 1]), "utf-8")
    gone = "a line is gone" if kept else "2 lines are gone"
    with pytest.raises(UserError, match=f"{name}: {gone} at the end"):
        list(read_all(cycle))
    (trouble,) = troubles(cycle.inputs)
    assert f"{name}: {gone} at the end" in trouble.message


def command(cycle: Cycle, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["--home", str(cycle.home), "registers", *words])
    told = str(done.exception) if isinstance(done.exception, UserError) else done.output
    return done.exit_code, told


@pytest.mark.parametrize("name", ["decisions.csv", "translations/zh.csv"])
def test_a_change_stands_once_it_is_confirmed_and_that_is_written_down(
    cycle: Cycle, name: str
) -> None:
    register = cycle.inputs / name
    assert command(cycle, "check", "tiny") == (0, "registers with all their lines: 5\n")
    code, told = command(cycle, "confirm", "tiny", name, "--reason", "none")
    assert (code, told) == (1, f"{register} has lost no line, and none is changed.")
    lines = register.read_text("utf-8").splitlines(keepends=True)
    register.write_text("".join([lines[0], *lines[2:]]), "utf-8")
    code, told = command(cycle, "check", "tiny")
    assert code == 1
    assert f"{register}, before line 2: a line is gone, “" in told
    assert f"`rapporteur registers confirm tiny {name} --reason …`" in told
    code, told = command(cycle, "confirm", "tiny", name, "--reason", "A  test", "--who", "ana")
    assert (code, told.partition(":")[0]) == (0, "confirmed")
    list(read_all(cycle))
    (line,) = append_only_csv.read(
        cycle.inputs / CONFIRMATIONS, COLUMNS, lambda _, cells: dict(cells)
    )
    assert (line["who"], line["register"], line["reason"]) == ("ana", name, "A test")
    assert line["difference"].startswith("before line 2: a line is gone, “")
    (cycle.inputs / CONFIRMATIONS).unlink()
    assert "confirmations.csv: a line is gone at the end" in command(cycle, "check", "tiny")[1]


def test_a_confirmation_names_a_register_of_a_cycle(cycle: Cycle) -> None:
    assert "It has receipts.csv, decisions.csv" in command(
        cycle, "confirm", "tiny", "roster.csv", "--reason", "x"
    )[1]  # fmt: skip
    assert "There is no cycle “none”" in command(cycle, "check", "none")[1]
    assert "There is no cycle “none”" in command(
        cycle, "confirm", "none", "receipts.csv", "--reason", "x"
    )[1]  # fmt: skip
    assert "needs a reason" in command(cycle, "confirm", "tiny", "receipts.csv", "--reason", " ")[1]


def test_lines_added_by_hand_are_known_after_a_run(cycle: Cycle) -> None:
    register = cycle.inputs / "decisions.csv"
    before = register.read_bytes()
    added = before.splitlines(keepends=True)[1].replace(b"refuse", b"admit")
    register.write_bytes(before + added)
    with append_only_csv.locked(register, cycle.outputs):
        adopt(cycle.inputs, cycle.outputs)  # by a run, while somebody decides: it does not wait
    register.write_bytes(before)
    assert len(read_decisions(cycle)) == 2
    register.write_bytes(before + added)
    adopt(cycle.inputs, cycle.outputs)
    register.write_bytes(before)
    with pytest.raises(UserError, match="a line is gone at the end, from “ana, 2024-06-01"):
        read_decisions(cycle)


@pytest.mark.parametrize("left", [b"", b"\xef\xbb\xbf", b"sha256,file,received_at,channel\n"])
def test_a_register_that_was_not_begun_is_none(tmp_path: Path, left: bytes) -> None:
    """After the cut-off, files of an unknown time are not late; later ones are."""
    cycle = tiny_cycle(tmp_path, toml=CYCLE.replace("cut_off = 2099-12-31", "cut_off = 2024-06-28"))
    reply(cycle, "XAA", COMPLETE)
    (cycle.inputs / "receipts.csv").write_bytes(left)
    assert [file.received_at for file in received(cycle)] == [None]
    reply(cycle, "XAB", COMPLETE)
    assert [file.received_at is None for file in received(cycle)] == [True, False]


def test_a_disk_that_is_full_begins_no_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle = tiny_cycle(tmp_path, toml=CYCLE.replace("cut_off = 2099-12-31", "cut_off = 2024-06-28"))
    reply(cycle, "XAA", COMPLETE)
    before = set(cycle.inputs.iterdir())

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            collect(cycle)
    assert set(cycle.inputs.iterdir()) == before
    assert [file.received_at for file in received(cycle)] == [None]


def test_git_follows_the_running_hash_of_each_register_that_it_follows() -> None:
    """Or a checkout would put the one back and not the other."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("this is no clone, or git is not installed")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "inputs"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    followed = {ROOT / name for name in listed.stdout.split("\0") if name}
    cycles = {path.parent for path in followed if path.name == "cycle.toml"}
    known = [path for cycle in cycles for path in registers(cycle) if path in followed]
    assert known
    for register in known:
        chain = append_only_csv.chain_of(register)
        assert chain in followed
        lines = append_only_csv.read(register, (), lambda number, _: number)
        assert len(chain.read_text("utf-8").splitlines()) == len(lines)
