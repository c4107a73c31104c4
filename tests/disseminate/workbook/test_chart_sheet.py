"""A chart's counts as the table of a sheet."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rapporteur.disseminate.content.chart_content import ChartContent
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.profiles import ACCESSIBLE
from rapporteur.disseminate.pictures.draw import draw
from rapporteur.disseminate.workbook.chart_sheet import chart_grid, fills
from tests.charted import LANGUAGES

Contents = dict[str, ChartContent]
Editions = Callable[[str], Edition]


def test_totals_stand_where_they_mean_something(contents: Contents, edition: Editions) -> None:
    grid = chart_grid(edition("en"), contents["measures_by_timing"], "Title")
    assert grid.sheet == grid.name == "measures_by_timing"
    assert [column.header for column in grid.columns] == [
        "Kind of measure", "Before the adoption", "After the adoption", "Timing not known", "Total",
    ]  # fmt: skip
    assert list(grid.rows) == [
        ["Strategies, policies, programmes and plans", 1, 0, 1, 2],
        ["Laws", 0, 2, 1, 3],
        ["Total", 1, 2, 2, 5],
    ]


def test_a_group_of_rows_has_a_column(contents: Contents, edition: Editions) -> None:
    grid = chart_grid(edition("en"), contents["replies"], "Title")
    first, *_, last = grid.rows
    assert first == ["By category of respondent", "Governments", 2, 1]
    assert last == ["By region", "Oceania", 0, 0]
    assert all(column.numeric for column in grid.columns[2:])


def test_a_group_of_columns_stands_over_them(contents: Contents, edition: Editions) -> None:
    grid = chart_grid(edition("en"), contents["elements_by_status"], "Title")
    assert [(column.spanner, column.header) for column in grid.columns] == [
        ("", "Element"),
        ("Reply to the questionnaire", "In place"),
        ("Reply to the questionnaire", "None"),
        ("Reply to the questionnaire", "No answer"),
        ("Desk research", "In preparation"),
    ]


def test_accessibly_each_column_says_its_group(contents: Contents, edition: Editions) -> None:
    accessible = replace(edition("en"), profile=ACCESSIBLE)
    grid = chart_grid(accessible, contents["elements_by_status"], "Title")
    headers = [column.header for column in grid.columns]
    assert headers[1] == "In place (Reply to the questionnaire)"
    assert len(set(headers)) == len(headers)
    assert not any(column.spanner for column in grid.columns)
    assert any("Source: " in str(line) for line in grid.above)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_is_in_the_language(contents: Contents, edition: Editions, language: str) -> None:
    for content in contents.values():
        grid = chart_grid(edition(language), content, edition(language).words(content.chart.title))
        words = [grid.title, *(column.header for column in grid.columns)]
        words += [cell for row in grid.rows for cell in row if isinstance(cell, str)]
        assert not [one for one in words if str(one).startswith("[en]")]


def test_the_more_the_deeper_and_nothing_is_not_coloured(contents: Contents) -> None:
    shades = fills(contents["elements_by_status"])
    # What was not stated, the third column of counts, has no colour, and neither has a zero.
    assert set(shades) == {(0, 1), (0, 4), (1, 1), (2, 2)}
    lightness = {at: int(color[1:3], 16) for at, color in shades.items()}
    assert lightness[1, 1] < lightness[0, 1] == lightness[2, 2]
    assert fills(contents["replies"]) == {}


def test_a_matrix_of_what_nobody_stated_has_no_colours(
    contents: Contents, edition: Editions, tmp_path: Path
) -> None:
    content = contents["elements_by_status"]
    unstated = replace(content, points=(content.points[0]._replace(series=None, value=2),))
    assert [column.code for column in unstated.columns] == [None]
    assert fills(unstated) == {}
    assert len(draw(edition("ar"), unstated, tmp_path)) == 2


def test_of_nothing_the_sheet_says_so(contents: Contents, edition: Editions) -> None:
    for content in contents.values():
        grid = chart_grid(edition("fr"), replace(content, points=()), "Titre")
        assert not len(grid.rows)
        assert grid.above[0] == edition("fr").say("chart-empty")
