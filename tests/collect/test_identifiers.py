"""Two files whose SHA-256 begin with the same digits: nothing of one is used for the other.

Identifiers of one digit instead of twelve stand for the search for two files with the same.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from rapporteur.collect import identifiers, land_cycle, landing
from rapporteur.collect.identifiers import clashing
from rapporteur.collect.land_cycle import collect, land_new, landed
from rapporteur.collect.receipts import Received, received
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.settings import Settings
from rapporteur.operate.doctor import folders
from rapporteur.process import verified_workbooks
from rapporteur.process.identity import register_verified
from rapporteur.process.validate import validate
from rapporteur.warehouse import build as warehouse
from tests.support import COMPLETE, reply, rewrite, tiny_cycle

DIGIT = "a"


def reply_with_digit(cycle: Cycle, code: str, name: str) -> Path:
    """A reply whose hash begins with the digit, found by trying."""
    staff = 0
    while True:
        path = reply(cycle, code, {**COMPLETE, "staff": str(staff)}, name=name)
        if hashlib.sha256(path.read_bytes()).hexdigest().startswith(DIGIT):
            return path
        staff += 1


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Identifiers of one digit."""
    monkeypatch.setattr(identifiers, "_DIGITS", 1)
    monkeypatch.setattr(Received, "submission", property(lambda file: file.sha256[:1]))
    # In this process: another one would have those of twelve.
    monkeypatch.setattr(
        land_cycle,
        "run_tasks",
        lambda read, tasks, _: ((number, read(*task)) for number, task in enumerate(tasks)),
    )


def states(cycle: Cycle, files: Sequence[Received]) -> list[tuple[str, str, str, str]]:
    con = duckdb.connect()
    warehouse.stage(con, cycle, files, landing.folder(cycle))
    register_verified(con, cycle)
    validate(con, cycle)
    return con.execute("select file, sha256, respondent, state from landing.submissions").fetchall()


@pytest.mark.usefixtures("short")
def test_the_file_that_came_first_keeps_its_identifier(tmp_path: Path) -> None:
    """Whatever their names, whether the first was landed, and whether it is still there."""
    cycle, elsewhere = tiny_cycle(tmp_path / "home"), tiny_cycle(tmp_path / "elsewhere")
    first = reply_with_digit(cycle, "XBA", "m")
    forged = reply_with_digit(elsewhere, "XAA", "forged").read_bytes()
    (own,) = collect(cycle)
    second = cycle.inputs / "submissions" / "a.xlsx"  # before the other by name
    second.write_bytes(forged)
    for known in (True, False):
        if not known:
            landing.path(landing.folder(cycle), own).unlink()
        lines: list[str] = []
        files = collect(cycle, lines.append)
        assert [file.path for file in files] == [first]
        (line,) = [line for line in lines if "is not taken" in line]
        assert line.startswith(f"{second} is not taken: its SHA-256 begins with the same digits, ")
        assert f", {DIGIT}, as that of submissions/m.xlsx, which was received before" in line
        assert states(cycle, files) == [("submissions/m.xlsx", own.sha256, "XBA", "accepted")]
        assert verified_workbooks.registered(cycle) == {own.sha256}
        assert [file.path for file in landed(cycle)] == [first]
        assert [file.path for file in land_new(cycle, received(cycle))] == []
    found = folders.unfit(Settings(home=tmp_path / "home"), "tiny")
    assert [(result.name, result.outcome) for result in found] == [
        ("tiny: submissions/a.xlsx", "warning")
    ]
    first.rename(first.with_suffix(".away"))
    assert [file.sha256 for file in collect(cycle)] == [own.sha256]  # under its new name
    first.with_suffix(".away").unlink()
    assert collect(cycle) == []


@pytest.mark.usefixtures("short")
def test_a_landing_file_of_another_file_with_these_digits_is_none(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path)
    path = reply_with_digit(cycle, "XBA", "m")
    (own,) = collect(cycle)
    other = Received(path, own.file, DIGIT + "0" * 63, own.basis, own.received_at, own.channel)
    assert landing.path(tmp_path, own) == landing.path(tmp_path, other)
    to = landing.folder(cycle)
    assert landing.is_landed(to, own, cycle.form)
    assert not landing.is_landed(to, other, cycle.form)


def test_of_the_register_the_first_line_decides(tiny: Cycle) -> None:
    digits = "0123456789ab"
    hashes = [digits + sign * 52 for sign in "cde"] + ["f" * 64]
    lines = [f"{sha256},submissions/{n}.xlsx,,folder\n" for n, sha256 in enumerate(hashes)]
    (tiny.inputs / "submissions").mkdir()
    for n in range(len(hashes)):
        (tiny.inputs / "submissions" / f"{n}.xlsx").touch()
    rewrite(tiny.inputs / "receipts.csv", "".join(["sha256,file,received_at,channel\n", *lines]))
    assert {sha256: unfit.path.name for sha256, unfit in clashing(tiny).items()} == {
        hashes[1]: "1.xlsx",
        hashes[2]: "2.xlsx",
    }
    assert all("submissions/0.xlsx" in unfit.why for unfit in clashing(tiny).values())
