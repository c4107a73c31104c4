"""Every received file is landed, by one process or by several."""

import pyarrow.parquet as pq
import pytest

from rapporteur.collect import land_cycle as module
from rapporteur.collect import landing
from rapporteur.collect.land_cycle import collect
from rapporteur.design.cycle import Cycle
from tests.support import COMPLETE, reply


def contents(cycle: Cycle) -> dict[str, object]:
    folder = landing.folder(cycle)
    return {path.name: pq.read_table(path).to_pylist() for path in folder.glob("*.parquet")}


@pytest.fixture
def filled_cycle(tiny: Cycle) -> Cycle:
    for code in ("XAA", "XAB", "CIVIL-A"):
        answers = {name: value for name, value in COMPLETE.items()
                 if code != "CIVIL-A" or name not in ("laws", "remarks")}  # fmt: skip
        reply(tiny, code, answers)
    (tiny.inputs / "submissions" / "empty.xlsx").touch()
    return tiny


def test_only_what_is_new_is_landed(filled_cycle: Cycle) -> None:
    lines: list[str] = []
    assert len(collect(filled_cycle, lines.append)) == 4
    assert lines[0] == "4 files received, 4 of them new"
    reply(filled_cycle, "XBA", COMPLETE)
    lines.clear()
    assert len(collect(filled_cycle, lines.append)) == 5
    assert lines[0] == "5 files received, 1 of them new"
    assert len(contents(filled_cycle)) == 5


def test_several_processes_land_the_same(
    filled_cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = collect(filled_cycle)
    by_one_process = contents(filled_cycle)
    for path in landing.folder(filled_cycle).iterdir():
        path.unlink()
    monkeypatch.setattr(module, "_WORTH_A_PROCESS", 1)
    assert collect(filled_cycle) == files
    assert contents(filled_cycle) == by_one_process
