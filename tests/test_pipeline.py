"""The phases of a cycle, chained."""

import csv
import shutil
from collections.abc import Sequence

import pytest
from filelock import FileLock

from rapporteur import pipeline as module
from rapporteur.collect.receipts import received
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.progress import Step
from rapporteur.pipeline import locked, made_before, run
from tests.support import COMPLETE, reply


def tables(cycle: Cycle) -> dict[str, bytes]:
    folder = cycle.outputs / "tables"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*") if path.is_file()
    }  # fmt: skip


@pytest.mark.usefixtures("data_docs")
def test_a_run_says_what_it_published_and_what_that_rests_on(tiny: Cycle) -> None:
    reply(tiny, "XAA", COMPLETE)
    (tiny.inputs / "submissions" / "letter.pdf").write_bytes(b"%PDF-1.7")
    said: list[str] = []
    result = run(tiny, said.append)
    assert said[0] == "2 files received, 2 of them new"
    assert stages(said)[-1] == "publishing"
    steps = [line for line in said if isinstance(line, Step)]
    assert [step.what for step in steps if step.done == step.total] == [
        *("submissions/letter.pdf", "sheets of the workbooks", "annex tiny.zh.docx"),
        "return letter",
    ]
    assert {path.name for path in result.published} >= {"tiny.en.xlsx", "tiny.zh.xlsx", "laws.csv"}
    assert all(path.is_file() for path in result.published)
    assert result.data_docs == tiny.outputs / "data-docs" / "index.html"
    lines = result.lines()
    assert f"what was expected and met: {result.data_docs}" in lines
    assert "The tables rest on 1 replies of 29 respondents asked." in lines
    check = f"rapporteur check {tiny.inputs / 'submissions' / 'letter.pdf'}"
    assert lines[-2].strip() == check
    assert lines[-3].strip().startswith("blocked: submissions/letter.pdf: ")


def stages(said: Sequence[str]) -> Sequence[str]:
    """What was said of no single thing."""
    return [line for line in said if not isinstance(line, Step)]


def last_said(cycle: Cycle) -> str:
    said: list[str] = []
    run(cycle, said.append)
    return stages(said)[-1]


def test_a_run_makes_nothing_again_until_something_has_changed(tiny: Cycle) -> None:
    reply(tiny, "XAA", COMPLETE)
    first, before = run(tiny), tables(tiny)
    made = {path: path.stat().st_mtime_ns for path in first.published + first.returned}
    said: list[str] = []
    assert run(tiny, said.append) == first
    assert said == ["1 files received, 0 of them new", "nothing has changed since the last run"]
    assert {path: path.stat().st_mtime_ns for path in made} == made
    reply(tiny, "XBB", COMPLETE)
    assert last_said(tiny) == "publishing"
    assert tables(tiny) != before
    assert last_said(tiny) == "nothing has changed since the last run"


def test_a_run_makes_again_what_is_missing_or_was_changed(tiny: Cycle) -> None:
    reply(tiny, "XAA", COMPLETE)
    run(tiny)
    before, files = tables(tiny), received(tiny)
    for name in (
        "tables/tiny.en.xlsx", "tables/csv/laws.csv", "tiny.duckdb", "returns", "findings.xlsx",
        "published.json", "warehouse.duckdb",
    ):  # fmt: skip
        path = tiny.outputs / name
        path.rename(path.with_suffix(".away"))
        assert made_before(tiny, files) is None, name
        path.with_suffix(".away").rename(path)
    assert made_before(tiny, files)
    laws = tiny.outputs / "tables" / "csv" / "laws.csv"
    laws.write_bytes(laws.read_bytes().replace(b"Cooperatives", b"Corporations"))
    assert last_said(tiny) == "publishing"
    assert tables(tiny) == before


def test_outputs_may_be_deleted_and_come_back_the_same(tiny: Cycle) -> None:
    reply(tiny, "XAA", COMPLETE)
    run(tiny)
    before = tables(tiny)
    shutil.rmtree(tiny.home / "outputs")
    run(tiny)
    assert tables(tiny) == before
    with (tiny.outputs / "tables" / "csv" / "laws.csv").open(encoding="utf-8-sig") as stream:
        assert [row["title"] for row in csv.DictReader(stream)] == ["Cooperatives Act", "=1+1"]


def test_one_at_a_time(tiny: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.1)
    with locked(tiny):
        pass
    said: list[str] = []
    other = FileLock(tiny.outputs / ".lock", is_singleton=False)
    with other, pytest.raises(UserError, match="has not ended"), locked(tiny, said.append):
        pass
    assert said == ["waiting for another run of tiny to end"]
