"""The charts of the project's cycle against the rows of its tables."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.content.chart_content import ChartContent, read_chart_contents
from rapporteur.disseminate.content.labels import Labels
from rapporteur.warehouse.reader import opened

Counts = dict[tuple[str | None, str | None], int]


@pytest.fixture(scope="module")
def cycle(sample: Cycle) -> Cycle:
    """The project's cycle, after a run."""
    return sample


@pytest.fixture(scope="module")
def charts(cycle: Cycle) -> dict[str, ChartContent]:
    return {content.chart.id: content for content in read_chart_contents(cycle, Labels(cycle))}


def rows(cycle: Cycle, table: str) -> list[dict[str, Any]]:
    with opened(cycle) as con:
        found = con.execute(f"select * from marts.{table}")
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def counts(content: ChartContent, group: str | None = None) -> Counts:
    return {
        (point.category, point.series): point.value
        for point in content.points
        if point.value and point.group == group
    }


def published_rows(published: Path, table: str) -> list[dict[str, str]]:
    with (published / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_replies_are_those_of_the_table(
    charts: dict[str, ChartContent], cycle: Cycle, published: Path
) -> None:
    shown = {**counts(charts["replies"], "category"), **counts(charts["replies"], "region")}
    for row in rows(cycle, "coverage"):
        if row["group_kind"] != "total":
            assert shown.get((row["group_code"], "reply"), 0) == row["replies"]
    in_table = [
        (row["group_kind"], row["group_code"])
        for row in published_rows(published, "coverage")
        if row["group_kind"] != "total"
    ]
    assert [tuple(place) for place in charts["replies"].rows] == in_table, "in the same order"
    total = sum(value for (_, basis), value in shown.items() if basis == "reply")
    governments = shown["government", "reply"]
    assert total == 34 + governments, "every government stands in a region too"


@pytest.mark.parametrize("basis", ["reply", "desk_research"])
def test_elements_are_those_of_the_table(
    charts: dict[str, ChartContent], cycle: Cycle, basis: str
) -> None:
    told = Counter(
        (row["element"], row["status"])
        for row in rows(cycle, "implementation")
        if row["basis"] == basis
    )
    shown = counts(charts["elements_by_status"], basis)
    assert {key: value for key, value in shown.items() if key[1]} == dict(told)
    if basis == "reply":
        of_element = Counter[str | None]()
        for (element, _), value in shown.items():
            of_element[element] += value
        assert of_element["strategies"] == 17, "the governments that replied"
        assert of_element["planning"] == 8, "the entities that replied"
        assert of_element["financial_instruments"] == 3, "institutions and the bank"


def test_goals_are_those_of_the_table(charts: dict[str, ChartContent], cycle: Cycle) -> None:
    told = {(row["goal"], row["respondent"]) for row in rows(cycle, "sdg_contributions")}
    shown = Counter[str | None]()
    for (goal, _), value in counts(charts["goals_covered"]).items():
        shown[goal] += value
    assert shown == Counter(goal for goal, _ in told)


@pytest.mark.parametrize(
    ("kind", "column"),
    [("satellite_account", "account_status"), ("survey", "survey_status"),
     ("register", "register_status"), ("open_data", "open_data_status")],
)  # fmt: skip
def test_statistics_are_those_of_the_table(
    charts: dict[str, ChartContent], cycle: Cycle, kind: str, column: str
) -> None:
    told = Counter(
        row[column]
        for row in rows(cycle, "statistics_frameworks")
        if row["basis"] == "reply" and row[column]
    )
    shown = counts(charts["statistics_by_status"])
    assert {status: n for (one, status), n in shown.items() if one == kind} == dict(told)


def test_laws_are_those_of_the_tables(charts: dict[str, ChartContent], cycle: Cycle) -> None:
    told = Counter(
        row["timing"]
        for table in ("framework_laws", "specific_laws")
        for row in rows(cycle, table)
        if row["basis"] == "reply"
    )
    shown = counts(charts["measures_by_timing"])
    assert {timing: n for (kind, timing), n in shown.items() if kind == "laws"} == dict(told)
