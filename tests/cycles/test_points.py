"""What the drafting points of the sample cycle say, held against its published tables.

Each number is derived a second time: from the CSV alone, by another program than the points'.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.design.cycle_tables import read_tables
from rapporteur.design.table_spec import Point, Table
from rapporteur.disseminate.content.content import read_content
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.points.reading import DraftingPoint, read_points

Counted = dict[str, tuple[int, int, list[int]]]
"""By group: the number of replies, what desk research adds, and the rows counted, from 1."""


@pytest.fixture(scope="module")
def drafting_points(sample: Cycle) -> tuple[DraftingPoint, ...]:
    labels = Labels(sample)
    return read_points(sample, read_content(sample, labels), labels)


@pytest.fixture(scope="module")
def tables(sample: Cycle) -> Sequence[Table]:
    return read_tables(sample)


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def counted(database: duckdb.DuckDBPyConnection, csv: Path, point: Point, basis: bool) -> Counted:
    """What a CSV says of a point: in each group, values once, or numbers added up."""
    if point.sum:
        replies = "coalesce(sum(number) filter (basis = 'reply'), 0)"
        desk = "coalesce(sum(number) filter (basis = 'desk_research'), 0)"
    else:
        replies = "count(distinct value) filter (basis = 'reply')"
        desk = f"count(distinct value) - {replies}"
    found = database.execute(f"""
        with numbered as (
            select row_number() over () as row, * from read_csv('{csv}', header = true)
        ),
        chosen as (
            select
                row,
                {point.by or "''"} as "group",
                {point.count} as value,
                {point.sum or "1"} as number,
                {"basis" if basis else "'reply'"} as basis,
            from numbered
            where {point.where or "true"}
        )
        select "group", {replies}, {desk}, list(row order by row) filter (number <> 0),
        from chosen
        where value is not null and "group" is not null
        group by "group"
    """).fetchall()
    return {str(group): (first, second, rows or []) for group, first, second, rows in found}


def test_the_published_csv_gives_each_number_again(
    tables: Sequence[Table],
    drafting_points: tuple[DraftingPoint, ...],
    published: Path,
    database: duckdb.DuckDBPyConnection,
) -> None:
    compared = 0
    for table in tables:
        for point in table.points:
            of_point = [
                one for one in drafting_points if (one.table, one.name) == (table.id, point.name)
            ]
            said = {one.group: (one.replies, one.desk, list(one.rows)) for one in of_point}
            csv = published / f"{table.id}.csv"
            basis = any(column.name == "basis" for column in table.columns)
            again = counted(database, csv, point, basis)
            if not point.by and not again:
                again = {"": (0, 0, [])}
            assert said == again, f"{table.id}.{point.name}"
            compared += len(said)
    assert compared == len(drafting_points)


def test_a_condition_names_only_columns_that_the_table_shows(
    tables: Sequence[Table], published: Path, database: duckdb.DuckDBPyConnection
) -> None:
    """A reader can hold a sentence against the table; what stands behind the table cannot."""
    for table in tables:
        header = (published / f"{table.id}.csv").read_text("utf-8").partition("\n")[0]
        shown = set(header.strip().split(",")) - {"evidence"}
        for point in table.points:
            [[tree]] = database.execute(
                "select json_serialize_sql('select 1 where ' || ?)", [point.where or "true"]
            ).fetchall()
            assert not json.loads(tree)["error"]
            [[names]] = database.execute(
                "select json_extract(?, '$..column_names')", [tree]
            ).fetchall()
            used = {json.loads(name)[-1] for name in names}
            assert used <= shown, f"{table.id}.{point.name}"
            assert {point.count, *filter(None, (point.by, point.sum))} <= shown


def test_a_law_whose_scope_is_not_stated_is_no_framework_law(
    drafting_points: tuple[DraftingPoint, ...],
) -> None:
    laws = {one.name: one for one in drafting_points if one.table == "framework_laws"}
    in_force, open_scope = laws["in_force"], laws["scope_not_stated"]
    assert not set(in_force.rows) & set(open_scope.rows)
    assert (in_force.replies, in_force.desk) == (4, 1)
    assert (open_scope.replies, open_scope.desk) == (7, 5)
    assert in_force.texts["en"].startswith(
        "Four States reported a framework law in force or under revision:"
        " Canada, France, Portugal and Spain."
    )


def test_what_is_in_preparation_is_not_said_to_be_established(
    drafting_points: tuple[DraftingPoint, ...],
) -> None:
    said = {(one.table, one.name): one for one in drafting_points if not one.group}
    assert "African Union" not in said["international_frameworks", "after"].texts["en"]
    assert "African Union" in said["international_frameworks", "under_way"].texts["en"]
    assert said["coordination", "after"].replies == 0
    assert "International Labour" in said["coordination", "under_way"].texts["en"]


def test_who_replied_is_never_told_without_saying_that_it_is_a_reconstruction(
    sample: Cycle, tables: Sequence[Table], drafting_points: tuple[DraftingPoint, ...]
) -> None:
    of_replies = {(table.id, point.name): point.of_replies for table in tables
                  for point in table.points}  # fmt: skip
    told = sample.definition.reconstruction
    assert set(told) == set(sample.definition.languages)
    for point in drafting_points:
        for language, text in point.texts.items():
            assert (told[language] in text) is of_replies[point.table, point.name]
    others = [key for key, replies in of_replies.items() if not replies]
    assert others == [("coverage", "desk_research")]
