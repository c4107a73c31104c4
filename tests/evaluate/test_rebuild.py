"""What is published, held against a rebuild from the inputs alone."""

import shutil
import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rapporteur.collect import landing
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.releases import manifest, versions
from rapporteur.evaluate.rebuild import Verified, verify
from rapporteur.kernel import sandbox
from rapporteur.kernel.files import digest
from rapporteur.pipeline import run
from tests.support import overwrite

CHART = {
    "sql": "select basis, count(*) as laws from intermediate.laws group by basis",
    "toml": """
order = 1
kind = "bars"
title = { en = "Laws, by basis", zh = "法律，按依据分列" }
alt = { en = "Bar chart of laws, by basis.", zh = "条形图：法律，按依据分列。" }
source = { en = "Replies.", zh = "答复。" }
value = { name = "laws", header = { en = "Number of laws", zh = "法律数目（部）" } }
[category]
name = "basis"
codelist = "basis"
header = { en = "Basis", zh = "依据" }
""",
}


@pytest.fixture
def done(ran: Cycle, tmp_path: Path) -> Cycle:
    """The tiny cycle after a run, in another home."""
    shutil.copytree(ran.home, tmp_path / "home", symlinks=True)
    return load_cycle(tmp_path / "home", "tiny")


@pytest.fixture
def charted(done: Cycle) -> Cycle:
    """The same with a chart."""
    for suffix, text in CHART.items():
        path = done.sql / "charts" / f"laws_by_basis.{suffix}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    run(done)
    return done


def csvs(cycle: Cycle) -> Path:
    return cycle.outputs / "tables" / "csv"


def all_published(cycle: Cycle) -> list[str]:
    return sorted(
        path.relative_to(cycle.outputs).as_posix()
        for part in ("tables", "annex", "charts")
        for path in (cycle.outputs / part).rglob("*")
        if path.is_file()
    )


def found(cycle: Cycle) -> tuple[list[str], list[str]]:
    """What a rebuild gives otherwise, and what the manifests say otherwise."""
    verified = verify(cycle)
    assert verified is not None
    return verified.different, verified.altered


def test_a_run_gives_what_a_rebuild_gives(done: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = done.home.parent / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    before = {path: path.stat().st_mtime_ns for path in done.home.rglob("*") if path.is_file()}
    said: list[str] = []
    names = all_published(done)
    assert {Path(name).suffix for name in names} >= {".xlsx", ".csv", ".parquet", ".docx", ".md"}
    verified = verify(done, said.append)
    assert verified == Verified(len(names), [], [])
    assert verified.sound
    assert said[0].endswith(f"{len(list((done.inputs / 'submissions').iterdir())) + 1} of them new")
    sandbox.dismiss()  # a reader has a folder of its own for as long as it waits for files
    assert list(scratch.iterdir()) == []
    after = {path: path.stat().st_mtime_ns for path in done.home.rglob("*") if path.is_file()}
    assert {path for path in before if before[path] != after.get(path)} <= {
        done.outputs / ".receipts.lock"
    }


def test_what_was_changed_by_hand_is_found_in_every_part(charted: Cycle) -> None:
    edited = [
        "annex/tiny.en.docx",
        "charts/tiny.zh.laws_by_basis.png",
        "tables/csv/laws.csv",
        "tables/tiny.zh.xlsx",
    ]
    for name in edited:
        path = charted.outputs / name
        kept = path.read_bytes()
        path.unlink()
        path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    more, gone = "tables/csv/mine.csv", "tables/tiny.en.xlsx"
    (charted.outputs / more).write_text("a\n1\n", "utf-8")
    (charted.outputs / gone).unlink()
    names = sorted([*edited, more, gone])
    assert found(charted) == (names, names)


def test_a_part_that_is_gone_is_found(done: Cycle) -> None:
    names = [name for name in all_published(done) if name.startswith("annex/")]
    (done.outputs / "annex").unlink()
    assert found(done) == (names, ["annex/manifest.json"])


def test_a_manifest_that_was_edited_with_its_file_is_found(done: Cycle) -> None:
    """Who edits a file and enters its new hash leaves the hash of the manifest."""
    laws, sealed = csvs(done) / "laws.csv", done.outputs / "tables" / "manifest.json"
    former = digest(laws)
    overwrite(laws, laws.read_text("utf-8").replace("Cooperatives", "Cooperative"))
    overwrite(sealed, sealed.read_text("utf-8").replace(former, digest(laws)))
    assert found(done) == (["tables/csv/laws.csv"], ["tables/manifest.json"])


def test_other_libraries_that_make_the_same_files_are_no_difference(
    done: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "_software", lambda: {"rapporteur": "later"})
    assert found(done) == ([], [])


def test_a_manifest_that_says_something_else_of_the_inputs_is_found(done: Cycle) -> None:
    now = versions.current(done)
    assert now is not None
    sealed = now.part("tables") / "manifest.json"
    overwrite(sealed, sealed.read_text("utf-8").replace('"accepted"', '"late"'))
    versions.keep(now.model_copy(update={"manifests": {**now.manifests, "tables": digest(sealed)}}))
    assert found(done) == (["tables/manifest.json", "tiny.duckdb"], [])


def test_a_database_that_is_not_of_the_tables_is_found(done: Cycle) -> None:
    path = done.outputs / "tiny.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("delete from laws")
    assert found(done) == (["tiny.duckdb"], [])


def test_a_rebuild_has_the_previous_cycle_at_hand(done: Cycle) -> None:
    """What it compares with it is the same as in the run."""
    toml = done.inputs / "cycle.toml"
    toml.write_text('previous = "former"\n' + toml.read_text("utf-8"), "utf-8")
    shutil.copytree(done.outputs, done.home / "outputs" / "former", symlinks=True)
    cycle = load_cycle(done.home, "tiny")
    run(cycle)
    described = manifest.read_manifest(cycle.outputs / "tables")
    assert described is not None
    assert described["previous"]["cycle"] == "former"
    assert found(cycle) == ([], [])


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
    done.warehouse.unlink()  # so that the tables are made again
    run(done)
    assert "Cooperation Act" in (csvs(done) / "laws.csv").read_text("utf-8")
    different, altered = found(done)
    assert altered == [], "they are what was published"
    assert {name for name in different if name.startswith("tables/csv/")} == {
        f"tables/csv/{name}.csv" for name in ("evidence", "laws", "observations")
    }
    assert "annex/tiny.en.docx" in different
    assert "tables/tiny.zh.accessible.xlsx" in different


def test_tables_that_are_not_of_all_that_there_is_are_not_compared(done: Cycle) -> None:
    (done.inputs / "submissions" / "late.xlsx").write_bytes(b"x")
    assert verify(done) is None


def test_without_a_run_there_is_nothing_to_compare(tiny: Cycle) -> None:
    assert verify(tiny) is None
