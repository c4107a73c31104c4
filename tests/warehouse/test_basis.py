"""Whether what is published is of all that there is."""

import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rapporteur.collect.intake import take
from rapporteur.collect.land_cycle import landed
from rapporteur.collect.receipts import received
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.pipeline import run
from rapporteur.warehouse.basis import definition_files, fingerprint, is_current
from tests.support import rewrite


@pytest.fixture
def done(ran: Cycle, tmp_path: Path) -> Cycle:
    """The tiny cycle after a run, in another home."""
    shutil.copytree(ran.home, tmp_path, dirs_exist_ok=True)
    return load_cycle(tmp_path, "tiny")


def now_fresh(cycle: Cycle) -> bool:
    again = load_cycle(cycle.home, cycle.id)
    return is_current(again, fingerprint(again, received(again)))


def test_after_a_run_it_is_fresh_in_whatever_home(done: Cycle) -> None:
    assert now_fresh(done)
    assert fingerprint(done, received(done)) == fingerprint(done, landed(done))


def test_without_a_run_it_is_not(tiny: Cycle) -> None:
    assert not now_fresh(tiny)


def test_a_copy_and_another_time_of_a_file_change_nothing(done: Cycle) -> None:
    for path in done.inputs.rglob("*"):
        path.touch()
    assert now_fresh(done)


@pytest.mark.parametrize(
    "file",
    [
        "inputs/tiny/cycle.toml",
        "inputs/tiny/questionnaire.md",
        "inputs/tiny/roster.csv",
        "inputs/tiny/decisions.csv",
        "inputs/tiny/reference/basis.csv",
        "inputs/tiny/sql/marts/laws.sql",
        "inputs/tiny/sql/marts/laws.toml",
        "inputs/tiny/sql/checks/law_without_year.sql",
    ],
)
def test_what_the_tables_rest_on_counts(done: Cycle, file: str) -> None:
    with (done.home / file).open("a", encoding="utf-8") as stream:
        stream.write("\n")
    assert not now_fresh(done)


@pytest.mark.parametrize(
    "file",
    ["reference/more.csv", "sql/marts/more.sql", "sql/shared/notes.toml", "shared/columns.toml"],
)
def test_a_file_more_or_less_counts(done: Cycle, file: str) -> None:
    path = done.inputs / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("code\n", encoding="utf-8")
    assert not now_fresh(done)
    path.unlink()
    assert now_fresh(done)


def test_received_files_count(done: Cycle) -> None:
    assert take(done, "late.xlsx", b"x", "drop", datetime.now(UTC))
    assert not now_fresh(done)


def test_a_date_of_receipt_counts(done: Cycle) -> None:
    register = done.inputs / "receipts.csv"
    text = register.read_text("utf-8")
    rewrite(register, text.replace(",folder", ",mail"))
    assert not now_fresh(done)


def _cut_off(cycle: Cycle) -> None:
    (cycle.outputs / "published.json").write_text('{"basis": "', "utf-8")


def _of_another(cycle: Cycle) -> None:
    (cycle.outputs / "published.json").write_text('{"basis": "0", "files": []}', "utf-8")


LOSSES: Mapping[str, Callable[[Cycle], None]] = {
    "warehouse": lambda cycle: cycle.warehouse.unlink(),
    "table": lambda cycle: (cycle.outputs / "tables" / "csv" / "laws.csv").unlink(),
    "workbook": lambda cycle: next((cycle.outputs / "tables").glob("*.zh.xlsx")).unlink(),
    "mark": lambda cycle: (cycle.outputs / "published.json").unlink(),
    "half the mark": _cut_off,
    "mark of another": _of_another,
}


@pytest.mark.parametrize("lost", LOSSES)
def test_what_was_published_must_be_there(done: Cycle, lost: str) -> None:
    LOSSES[lost](done)
    assert not now_fresh(done)


@pytest.mark.parametrize("mark", ["mark", "half the mark", "mark of another"])
def test_a_run_brings_back_what_was_lost(done: Cycle, mark: str) -> None:
    for lost in ("warehouse", "table", "workbook", mark):
        LOSSES[lost](done)
    run(done)
    assert now_fresh(done)


def test_the_shared_files_that_a_cycle_uses_are_named_as_its_own_folder_is(done: Cycle) -> None:
    shared = done.sql.parent / "shared"
    shared.mkdir()
    (shared / "columns.toml").touch()
    assert dict(definition_files(done))["shared/columns.toml"] == shared / "columns.toml"
    assert "sql/marts/laws.toml" in dict(definition_files(done))
