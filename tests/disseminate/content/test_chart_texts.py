"""Alternative texts: what a chart shows and its main figures, in every language."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from rapporteur.disseminate.content.chart_content import ChartContent, Point
from rapporteur.disseminate.content.chart_texts import alt_text, titles
from rapporteur.disseminate.content.edition import Edition
from rapporteur.kernel.errors import UserError
from tests.charted import LANGUAGES

Contents = dict[str, ChartContent]
Editions = Callable[[str], Edition]
CHARTS = (
    "replies", "elements_by_status", "measures_by_timing", "goals_covered",
    "statistics_by_status",
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("ar", "الشكل الثالث: التدابير"),
        ("en", "Figure III. Measures"),
        ("es", "Figura III. Medidas"),
        ("fr", "Figure III. Mesures"),
        ("ru", "Диаграмма III. Меры"),
        ("zh", "图三 答复中"),
    ],
)
def test_figures_are_numbered(
    contents: Contents, edition: Editions, language: str, title: str
) -> None:
    said = titles(edition(language), list(contents.values()))
    assert list(said) == list(contents)
    assert re.sub("[\u2068\u2069]", "", said["measures_by_timing"]).startswith(title)


def test_a_single_figure_is_not_numbered(contents: Contents, edition: Editions) -> None:
    said = titles(edition("en"), [contents["measures_by_timing"]])
    assert said["measures_by_timing"].startswith("Measures reported")


def test_it_says_the_main_figures(contents: Contents, edition: Editions) -> None:
    said = alt_text(edition("en"), contents["measures_by_timing"])
    assert said == (
        "Bar chart of the measures reported in the replies, by kind. Measures: 5; before the"
        " adoption of resolution 77/281: 1; after it: 2; timing not known: 2. Most frequent:"
        " Laws (3)."
    )


def test_figures_are_those_of_a_group_or_series(contents: Contents, edition: Editions) -> None:
    said = alt_text(edition("en"), contents["replies"])
    assert "Replies received: 4; covered by desk research only: 1." in said
    assert "by category: Governments (2); by region: Africa and Europe (1)." in said


def test_several_that_are_the_largest_are_not_listed_where_they_may_be_many(
    contents: Contents, edition: Editions
) -> None:
    content = contents["goals_covered"]
    assert "Most replies for one Goal: 1." in alt_text(edition("en"), content)
    tied = replace(
        content, points=(Point(None, "sdg1", "reply", 2), Point(None, "sdg2", "reply", 2))
    )
    assert "Most replies for one Goal: 2." in alt_text(edition("en"), tied)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chart", CHARTS)
def test_it_is_said_in_every_language(
    contents: Contents, edition: Editions, chart: str, language: str
) -> None:
    said = alt_text(edition(language), contents[chart])
    assert "{" not in said
    assert "[en]" not in said
    assert any(digit in said for digit in "12345")
    assert language == "en" or said != alt_text(edition("en"), contents[chart])


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_nothing_it_says_so(contents: Contents, edition: Editions, language: str) -> None:
    said = alt_text(edition(language), replace(contents["replies"], points=()))
    assert said == edition(language).say("chart-empty")


@pytest.mark.parametrize("pattern", ["Total: { $totals }.", "Total: { $total"])
def test_a_wrong_pattern_is_said(contents: Contents, edition: Editions, pattern: str) -> None:
    content = contents["replies"]
    chart = content.chart.model_copy(update={"alt": {"en": pattern}})
    with pytest.raises(UserError, match=r"replies\.toml: alt\.en: "):
        alt_text(edition("en"), replace(content, chart=chart))
