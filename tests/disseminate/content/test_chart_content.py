"""The counts of charts, against the rows that they are counted from."""

import duckdb
import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.content.chart_content import ChartContent, read_chart_contents
from rapporteur.disseminate.content.labels import Labels
from rapporteur.kernel.errors import UserError
from tests.charted import make_charts

Counts = dict[tuple[str | None, str | None, str | None], int]
Contents = dict[str, ChartContent]


def counts(content: ChartContent) -> Counts:
    """What is not nothing."""
    return {point[:3]: point.value for point in content.points if point.value}


def test_a_respondent_that_replied_is_no_desk_research(contents: Contents) -> None:
    assert counts(contents["replies"]) == {
        ("category", "government", "reply"): 2,
        ("category", "government", "desk_research"): 1,
        ("category", "ngo", "reply"): 1,
        ("category", "un_entity", "reply"): 1,
        ("region", "002", "reply"): 1,
        ("region", "150", "reply"): 1,
        ("region", "150", "desk_research"): 1,
    }


def test_a_group_of_which_nobody_answered_is_shown(contents: Contents) -> None:
    rows = [row.code for row in contents["replies"].rows if row.group == "region"]
    assert rows == ["002", "150", "009"]


def test_who_replied_and_said_nothing_is_counted_so(contents: Contents) -> None:
    content = contents["elements_by_status"]
    assert counts(content) == {
        ("reply", "strategies", "in_place"): 1,
        ("reply", "strategies", None): 1,
        ("desk_research", "strategies", "in_preparation"): 1,
        ("reply", "statistics", "in_place"): 2,
        ("reply", "planning", "none"): 1,
    }
    assert [row.code for row in content.rows] == ["strategies", "statistics", "planning"]
    assert content.columns == (
        ("reply", "in_place"),
        ("reply", "none"),
        ("reply", None),
        ("desk_research", "in_preparation"),
    )
    assert content.values == ((1, 0, 1, 1), (2, 0, 0, 0), (0, 1, 0, 0))


def test_measures_without_a_date_are_not_dropped(contents: Contents) -> None:
    content = contents["measures_by_timing"]
    assert counts(content) == {
        (None, "policies", "before"): 1,
        (None, "policies", None): 1,
        (None, "laws", "after"): 2,
        (None, "laws", None): 1,
    }
    assert [column.code for column in content.columns] == ["before", "after", None]


def test_every_goal_is_shown_and_a_respondent_counts_once(contents: Contents) -> None:
    content = contents["goals_covered"]
    assert counts(content) == {
        (None, "sdg3", "reply"): 1,
        (None, "sdg3", "desk_research"): 1,
        (None, "sdg17", "reply"): 1,
        (None, None, "reply"): 1,
    }
    assert [row.code for row in content.rows] == [*(f"sdg{n}" for n in range(1, 18)), None]


def test_the_most_advanced_source_counts(contents: Contents) -> None:
    content = contents["statistics_by_status"]
    assert counts(content) == {
        (None, "survey", "in_place"): 1,
        (None, "survey", "in_preparation"): 1,
    }
    assert [column.code for column in content.columns] == ["in_place", "in_preparation"]


def test_a_chart_without_counts_is_empty(charted: Cycle) -> None:
    with duckdb.connect(str(charted.warehouse)) as con:
        con.execute("delete from intermediate.statistics_frameworks")
    make_charts(charted)
    found = {c.chart.id: c.empty for c in read_chart_contents(charted, Labels(charted))}
    assert found == {chart: chart == "statistics_by_status" for chart in found}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("drop table charts.replies", "no chart replies"),
        ("alter table charts.replies drop basis", "basis: the chart has no such column"),
        ("alter table charts.replies add more int", "more: not described"),
        ("alter table charts.replies alter respondents type varchar", "holds VARCHAR"),
        ("update charts.replies set basis = 'rumour'", "“rumour” in the column basis"),
        ("update charts.replies set basis = null", "an empty cell in the column basis"),
        ("insert into charts.replies from charts.replies", "counts the same twice"),
    ],
)
def test_what_does_not_fit_the_sidecar_is_said(charted: Cycle, change: str, said: str) -> None:
    with duckdb.connect(str(charted.warehouse)) as con:
        con.execute(change)
    with pytest.raises(UserError, match=said):
        read_chart_contents(charted, Labels(charted))
