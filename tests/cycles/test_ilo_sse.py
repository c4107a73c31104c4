"""The cycles ilo-sse-2023-2029: a plan reported on for two years, with invented replies."""

import csv
import shutil
from pathlib import Path

import pytest

from rapporteur.build.prefill import known_answers
from rapporteur.collect.land_cycle import collect
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.design.cycle_tables import read_tables
from rapporteur.disseminate.publication import Publication
from rapporteur.evaluate.check_cycle import check_cycle
from rapporteur.pipeline import disseminate
from rapporteur.warehouse import build as warehouse
from rapporteur.warehouse.former_answers import former_answers
from tests.support import ROOT

FIRST, SECOND = "ilo-sse-2023-2029", "ilo-sse-2023-2029-2025"


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cycle, Cycle]:
    """Both years after their tables were made, the first one first."""
    home = tmp_path_factory.mktemp("ilo")
    for name in ("sql", "expectations"):
        (home / name).symlink_to(ROOT / name)
    for name in (FIRST, SECOND):
        shutil.copytree(ROOT / "inputs" / name, home / "inputs" / name)
        cycle = load_cycle(home, name)
        warehouse.build(cycle, collect(cycle))
        disseminate(Publication(cycle))
    return load_cycle(home, FIRST), load_cycle(home, SECOND)


def rows(cycle: Cycle, table: str) -> list[dict[str, str]]:
    """The rows of a published table without their evidence."""
    path: Path = cycle.outputs / "tables" / "csv" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return [{k: v for k, v in row.items() if k != "evidence"} for row in csv.DictReader(stream)]


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_nothing_is_wrong_with_its_files(name: str) -> None:
    assert check_cycle(ROOT, name) == []


def test_the_plan_is_that_of_the_source(years: tuple[Cycle, Cycle]) -> None:
    plan = rows(years[0], "action_plan")
    assert len(plan) == len({row["deliverable"] for row in plan}) == 17
    assert len({row["output"] for row in plan}) == 9
    deliverables = {row["output"]: int(row["deliverables"]) for row in rows(years[0], "progress")}
    assert list(deliverables.values()) == [1, 4, 1, 2, 1, 1, 2, 4, 1]
    estimated = {row["objective"]: row["estimated"] for row in rows(years[0], "money")}
    assert estimated == {"o1": "15.6", "o2": "17.2", "o3": "4.7", "all": "37.5"}


def test_of_several_units_the_one_farthest_behind_counts(years: tuple[Cycle, Cycle]) -> None:
    (resources,) = (row for row in rows(years[0], "progress") if row["output"] == "o3_3")
    assert (resources["delayed_deliverables"], resources["not_reported"]) == ("1", "0")
    (capacities,) = (row for row in rows(years[0], "progress") if row["output"] == "o2_2")
    assert (capacities["women"], capacities["men"]) == ("205", "140")


def test_what_slipped_is_told_in_the_second_year_alone(years: tuple[Cycle, Cycle]) -> None:
    assert "slipped" not in {table.id for table in read_tables(years[0])}
    assert rows(years[1], "slipped") == [
        {"objective": "o1", "deliverable": "manual", "respondent": "COOP",
         "status_before": "under_way", "status": "delayed"},
        {"objective": "o2", "deliverable": "training", "respondent": "ITCILO",
         "status_before": "under_way", "status": "not_started"},
    ]  # fmt: skip


def test_the_second_year_can_be_sent_out_with_the_answers_of_the_first(
    years: tuple[Cycle, Cycle],
) -> None:
    first, second = years
    answers, left_out = known_answers(former_answers(first), second.form, second.roster)
    assert left_out == []
    assert set(answers) == {"COOP", "ENTERPRISES", "ACTRAV", "ITCILO"}


def test_each_table_says_that_the_replies_are_invented(years: tuple[Cycle, Cycle]) -> None:
    for table in read_tables(years[1]):
        told = " ".join(text["en"] for text in (table.source, *table.notes))
        assert "invented" in told or table.id == "action_plan", table.id
