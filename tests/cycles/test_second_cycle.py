"""A cycle is data: another one runs end to end with its own form and SQL, and no Python."""

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest

from rapporteur.build import build_all
from rapporteur.build.prefill import read_prefill
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.design.table_spec import ACCOMPANYING
from rapporteur.disseminate.content.chart_content import read_chart_contents
from rapporteur.disseminate.content.labels import Labels
from rapporteur.pipeline import run
from rapporteur.warehouse.reader import opened
from rapporteur.warehouse.status import status
from tests.support import ROOT

HERE = ROOT / "tests" / "cycles" / "a70-inclusion"
TABLES = sorted(path.stem for path in (HERE / "golden").glob("*.csv") if path.stem != "findings")


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """The cycle after a run on questionnaires that the product itself filled."""
    top = tmp_path_factory.mktemp("second")
    home = top / "tests" / "cycles" / "a70-inclusion"
    shutil.copytree(HERE, home)
    shutil.copytree(ROOT / "expectations", top / "expectations")
    cycle = load_cycle(home, "a70-inclusion")
    known = read_prefill(home / "answers.csv", cycle.form, cycle.roster)
    respondents = [one for one in cycle.roster if one.code in known]
    build_all(cycle, respondents, cycle.inputs / "submissions", prefill=known)
    run(cycle)
    return cycle


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def by_value(row: dict[str, str]) -> tuple[tuple[str, str | float], ...]:
    """A row without its evidence, numbers by value."""

    def value(text: str) -> str | float:
        try:
            return float(text)
        except ValueError:
            return text

    return tuple(sorted((key, value(text)) for key, text in row.items() if key != "evidence"))


def test_every_table_is_published(cycle: Cycle) -> None:
    published = {path.stem for path in (cycle.outputs / "tables" / "csv").glob("*.csv")}
    assert published == {*TABLES, *ACCOMPANYING}
    assert len(published) >= 3


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_as_expected(cycle: Cycle, table: str) -> None:
    published = rows(cycle.outputs / "tables" / "csv" / f"{table}.csv")
    expected = rows(HERE / "golden" / f"{table}.csv")
    assert sorted(map(by_value, published), key=str) == sorted(map(by_value, expected), key=str)
    assert all(row["evidence"] for row in published)


def test_its_observations_say_why_a_value_is_missing_and_in_which_unit_it_is(cycle: Cycle) -> None:
    observed = rows(cycle.outputs / "tables" / "csv" / "observations.csv")
    said = [(o["RESPONDENT"], o["CONCEPT"], o["OBS_STATUS"]) for o in observed]
    assert [one for one in said if one[2] in "MK"] == [
        ("XAA", "coverage", "M"),
        ("UN-A", "people", "K"),
    ]
    assert ("XAB", "protection_share", "O") in said
    assert {(o["CONCEPT"], o["UNIT_MEASURE"]) for o in observed if o["UNIT_MEASURE"]} == {
        ("budget_amount", "millions of units of the currency"),
        ("coverage", "PT"),
        ("in_force", "NUMBER"),
        ("measures", "NUMBER"),
        ("people", "NUMBER"),
        ("protection_share", "PT"),
        ("respondents", "NUMBER"),
    }


def test_it_has_a_chart_of_its_own(cycle: Cycle) -> None:
    (chart,) = read_chart_contents(cycle, Labels(cycle))
    shown = Counter({row.code: sum(v) for row, v in zip(chart.rows, chart.values, strict=True)})
    published = rows(cycle.outputs / "tables" / "csv" / "inclusion_measures.csv")
    assert shown == Counter(row["kind"] for row in published if row["basis"] == "reply")


def test_its_own_checks_find_what_they_must_and_nothing_else_is_wrong(cycle: Cycle) -> None:
    with opened(cycle) as con:
        found = con.execute(
            "select findings.code, respondent, question, coalesce(row::varchar, '') "
            "from landing.findings inner join landing.submissions using (submission)"
        ).fetchall()
    expected = [
        (row["code"], row["respondent"], row["question"], row["row"])
        for row in rows(HERE / "golden" / "findings.csv")
    ]
    assert sorted(found) == sorted(expected)


def test_its_questionnaires_are_in_two_languages(cycle: Cycle) -> None:
    names = {path.name for path in (cycle.inputs / "submissions").iterdir()}
    assert {name.split(".")[1] for name in names} == {"en", "zh"}


def test_every_reply_counts(cycle: Cycle) -> None:
    state = status(cycle)
    assert state.replies == len(state.submissions) == 5
    assert list(state.asked) == list(cycle.definition.categories)


def test_it_has_no_python() -> None:
    assert not [path for path in HERE.rglob("*") if path.suffix == ".py"]
