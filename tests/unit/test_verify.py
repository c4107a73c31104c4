"""What is published, held against a rebuild from the inputs alone."""

import shutil
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rapporteur import landing
from rapporteur.cycle import Cycle, load_cycle
from rapporteur.run import run
from rapporteur.verify import Verified, verify
from tests.support import overwrite


@pytest.fixture
def done(ran: Cycle, tmp_path: Path) -> Cycle:
    """The tiny cycle after a run, in another home."""
    shutil.copytree(ran.home, tmp_path / "home")
    return load_cycle(tmp_path / "home", "tiny")


def csvs(cycle: Cycle) -> Path:
    return cycle.outputs / "tables" / "csv"


def test_a_run_gives_what_a_rebuild_gives(done: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = done.home.parent / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    before = {path: path.stat().st_mtime_ns for path in done.home.rglob("*") if path.is_file()}
    said: list[str] = []
    assert verify(done, said.append) == Verified(len(list(csvs(done).iterdir())), [])
    assert said[0].endswith(f"{len(list((done.inputs / 'submissions').iterdir())) + 1} of them new")
    assert list(scratch.iterdir()) == []
    after = {path: path.stat().st_mtime_ns for path in done.home.rglob("*") if path.is_file()}
    assert {path for path in before if before[path] != after.get(path)} <= {
        done.outputs / ".receipts.lock"
    }


def test_a_table_edited_by_hand_is_found(done: Cycle) -> None:
    path = csvs(done) / "laws.csv"
    overwrite(path, path.read_text("utf-8").replace("Cooperatives Act", "Cooperative Act"))
    found = verify(done)
    assert found is not None
    assert found.different == ["laws.csv"]


def test_a_table_that_no_query_makes_is_found(done: Cycle) -> None:
    (csvs(done) / "mine.csv").write_text("a\n1\n", "utf-8")
    found = verify(done)
    assert found is not None
    assert found.different == ["mine.csv"]


def test_a_landing_file_that_was_tampered_with_is_found(done: Cycle) -> None:
    """It passes for what it was, and the tables that are made from it say something else."""
    for path in landing.folder(done).glob("*.parquet"):
        table = pq.read_table(path)
        rows = table.to_pylist()
        said = [one for one in rows[0]["cells"] if one["text"] == "Cooperatives Act"]
        for one in said:
            one["text"] = one["raw"] = "Cooperation Act"
        if said:
            pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), path)
    run(done)
    assert "Cooperation Act" in (csvs(done) / "laws.csv").read_text("utf-8")
    found = verify(done)
    assert found is not None
    assert found.different == ["evidence.csv", "laws.csv", "observations.csv"]


def test_tables_that_are_not_of_all_that_there_is_are_not_compared(done: Cycle) -> None:
    (done.inputs / "submissions" / "late.xlsx").write_bytes(b"x")
    assert verify(done) is None


def test_without_a_run_there_is_nothing_to_compare(tiny: Cycle) -> None:
    assert verify(tiny) is None
