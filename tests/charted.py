"""The charts of the project's cycle, over a warehouse made by hand: its counts are invented."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.design.sql_models import read_models
from rapporteur.disseminate.content.chart_content import ChartContent, read_chart_contents
from rapporteur.disseminate.content.content import Content
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.labels import Labels
from tests.support import project_cycle

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")

# XD and XE are covered by both: they replied, and so are no desk research.
_INTERMEDIATE = """
create schema intermediate; create schema marts; create schema charts;
create table intermediate.submissions as from (values
    ('s1', 'XA', 'government', 0, 'reply'),
    ('s2', 'XB', 'government', 0, 'reply'),
    ('s3', 'XC', 'government', 0, 'desk_research'),
    ('s4', 'XD', 'ngo', 3, 'reply'),
    ('s5', 'XD', 'ngo', 3, 'desk_research'),
    ('s6', 'XE', 'un_entity', 1, 'reply')
) t(submission, respondent, category, category_position, basis);
create table intermediate.respondent_groups as
    select 'total' as group_kind, 'total' as group_code, respondent
    from intermediate.submissions
    union all
    select 'category', category, respondent from intermediate.submissions
    union all
    from (values ('region', '002', 'XA'), ('region', '150', 'XB'), ('region', '150', 'XC'),
        ('region', '009', 'XF'), ('category', 'government', 'XF'));
create or replace table intermediate.respondent_groups as
    select distinct * from intermediate.respondent_groups;
create table intermediate.element_respondents as from (values
    (1, 'strategies', 'XA', 'government', 'reply', 'in_place'),
    (1, 'strategies', 'XB', 'government', 'reply', null),
    (1, 'strategies', 'XC', 'government', 'desk_research', 'in_preparation'),
    (1, 'statistics', 'XA', 'government', 'reply', 'in_place'),
    (1, 'statistics', 'XB', 'government', 'reply', 'in_place'),
    (1, 'statistics', 'XC', 'government', 'desk_research', null),
    (2, 'planning', 'XE', 'un_entity', 'reply', 'none')
) t(paragraph, element, respondent, category, basis, status);
create table intermediate.measures as from (values
    ('policies', 'XA', 'reply', 'before', 'in_place', null),
    ('policies', 'XB', 'reply', null, 'in_place', null),
    ('policies', 'XB', 'reply', null, 'none', null),
    ('policies', 'XC', 'desk_research', 'before', 'in_place', null),
    ('laws', 'XA', 'reply', 'after', 'in_preparation', null),
    ('laws', 'XB', 'reply', 'after', 'in_place', null),
    ('laws', 'XB', 'reply', null, 'in_place', null),
    ('figures', 'XB', 'reply', 'before', 'in_place', null),
    ('goal_contributions', 'XA', 'reply', null, 'in_place', 'sdg3'),
    ('goal_contributions', 'XA', 'reply', null, 'in_place', 'sdg3'),
    ('goal_contributions', 'XA', 'desk_research', null, 'in_place', 'sdg3'),
    ('goal_contributions', 'XC', 'desk_research', null, 'in_place', 'sdg3'),
    ('goal_contributions', 'XD', 'reply', null, 'in_place', 'sdg17'),
    ('goal_contributions', 'XD', 'reply', null, 'in_place', null)
) t(measure_kind, respondent, basis, timing, progress, goal);
create table intermediate.statistics_frameworks as from (values
    ('XA', 'reply', 'survey', 'in_place', 1),
    ('XA', 'reply', 'survey', 'planned', 2),
    ('XB', 'reply', 'survey', 'in_preparation', 1),
    ('XB', 'reply', null, null, null),
    ('XC', 'desk_research', 'register', 'in_place', 1)
) t(respondent, basis, kind, status, rank);
"""


def make_charts(cycle: Cycle) -> None:
    """Run the SQL of the cycle's charts over what stands in the warehouse."""
    with duckdb.connect(str(cycle.warehouse)) as con:
        for model in read_models(cycle.sql, ["charts"]):
            con.execute(f"create or replace table {model.name} as {model.sql}")


def make_cycle(home: Path) -> Cycle:
    """The project's cycle with the warehouse in place, under `home`."""
    cycle = project_cycle(home, received=False)
    cycle.outputs.mkdir(parents=True)
    with duckdb.connect(str(cycle.warehouse)) as con:
        con.execute(_INTERMEDIATE)
    make_charts(cycle)
    return cycle


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """The cycle, only to be read."""
    return make_cycle(tmp_path_factory.mktemp("charts"))


@pytest.fixture
def charted(shared: Cycle, tmp_path: Path) -> Iterator[Cycle]:
    """The cycle, to be changed by the test; put right after it: a form takes long to read."""
    charts = shared.sql / "charts"
    shutil.copytree(charts, tmp_path / "charts")
    shutil.copy(shared.warehouse, tmp_path)
    yield shared
    shutil.rmtree(charts, ignore_errors=True)
    shutil.copytree(tmp_path / "charts", charts)
    shutil.copy(tmp_path / shared.warehouse.name, shared.warehouse)


@pytest.fixture(scope="session")
def contents(shared: Cycle) -> dict[str, ChartContent]:
    """Its charts by name."""
    found = read_chart_contents(shared, Labels(shared))
    return {content.chart.id: content for content in found}


@pytest.fixture(scope="session")
def edition(shared: Cycle) -> Callable[[str], Edition]:
    """The edition of a language."""
    labels, nothing = Labels(shared), Content((), (), (), 0, {})
    return lambda language: Edition(shared, nothing, labels, language)
