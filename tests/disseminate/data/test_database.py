"""The database for analysts, made of what is published."""

from pathlib import Path

import duckdb
import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.data.database import Mark, holds, write_database
from tests.support import publish

TABLES = ["codelists", "counts", "evidence", "laws", "observations", "respondents"]
MARK = Mark("demo", 1, "0" * 64)


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(sql).fetchall()


@pytest.fixture(scope="module")
def database(published_demo: Cycle) -> Path:
    return published_demo.outputs / "demo.duckdb"


def test_it_holds_the_tables_and_nothing_of_the_landing(database: Path) -> None:
    held = ask(database, "select schema_name, table_name from duckdb_tables() order by all")
    assert held == [("about", "publication"), *(("main", name) for name in TABLES)]


def test_its_rows_are_those_of_the_tables(database: Path) -> None:
    assert ask(database, "select title, year, day::varchar, amount from laws") == [
        ("Third", 2001, None, 12.0),
        ("互助法, “甲”", 2020, "1890-01-02", None),
        ("=1+1", 2014, "2023-04-18", 1234567.5),
        ("Second", None, None, 0.0),
    ]
    joined = """
        select name_en, label_en from laws
        join respondents on respondents.code = laws.respondent
        join codelists on codelists.list = 'status' and codelists.code = laws.status
        order by all
    """
    assert ask(database, joined) == [
        ("Alpha Network", "Proposed"), ("Zedland", "In force"), ("Éland", "Proposed"),
    ]  # fmt: skip


def test_titles_are_comments(database: Path) -> None:
    assert ask(database, "select comment from duckdb_tables() where table_name = 'laws'") == [
        ("Laws",)
    ]
    columns = "select comment from duckdb_columns() where table_name = 'counts'"
    assert ask(database, columns) == [("Group",), ("Asked (number)",), ("Evidence",)]


def test_a_title_may_have_an_apostrophe(demo: Cycle) -> None:
    sidecar = demo.sql / "marts" / "laws.toml"
    sidecar.write_text(sidecar.read_text("utf-8").replace('"Laws"', '"The State\'s laws"'), "utf-8")
    publish(demo)
    said = "select comment from duckdb_tables() where table_name = 'laws'"
    assert ask(demo.outputs / "demo.duckdb", said) == [("The State's laws",)]


def test_it_follows_the_tables_that_are_open(demo: Cycle) -> None:
    publish(demo)
    with duckdb.connect(str(demo.warehouse)) as con:
        con.execute("update marts.laws set title = 'Fourth' where title = 'Third'")
    publish(demo)
    assert ask(demo.outputs / "demo.duckdb", "select title from laws limit 1") == [("Fourth",)]
    assert not list(demo.outputs.glob(".demo*"))


def test_the_same_tables_give_the_same_values(published_demo: Cycle, tmp_path: Path) -> None:
    tables, values = published_demo.outputs / "tables", []
    for name in ("one", "two"):
        path = tmp_path / f"{name}'s.duckdb"
        assert write_database(tables, path, MARK) == path
        values.append([ask(path, f"from {table}") for table in TABLES])
    assert values[0] == values[1]


@pytest.mark.parametrize(
    "sql",
    [
        None,
        "update laws set title = 'Fifth' where title = 'Third'",
        "insert into laws from laws limit 1",
        "delete from laws where title = 'Third'",
        "alter table laws drop column day",
        "drop table laws",
        "create table mine as select 1 as one",
        "update about.publication set version = 2",
        "drop table about.publication",
        'create or replace table counts as from counts order by "group"',
    ],
)
def test_a_database_that_was_changed_is_told_from_the_tables(
    published_demo: Cycle, tmp_path: Path, sql: str | None
) -> None:
    path, tables = tmp_path / "demo.duckdb", published_demo.outputs / "tables"
    write_database(tables, path, MARK)
    if sql:
        before = ask(path, 'select "group" from counts')
        with duckdb.connect(str(path)) as con:
            con.execute(sql)
        assert before == [("Total",), ("Nobody",)]
    assert holds(path, tables, MARK) is (sql is None)


def test_a_database_of_another_publication_or_none_is_told(
    published_demo: Cycle, tmp_path: Path
) -> None:
    path, tables = tmp_path / "demo.duckdb", published_demo.outputs / "tables"
    assert not holds(path, tables, MARK)
    assert holds(path, tmp_path, MARK), "of tables without Parquet there is none"
    path.write_bytes(b"no database")
    assert not holds(path, tables, MARK)
    assert not holds(path, tmp_path, MARK)
    path.unlink()
    write_database(tables, path, MARK)
    assert not holds(path, tables, Mark("demo", 1, "1" * 64))


def test_tables_without_parquet_have_no_database(tmp_path: Path) -> None:
    path = tmp_path / "demo.duckdb"
    path.write_bytes(b"of a later version")
    assert write_database(tmp_path, path, MARK) is None
    assert not path.exists()


def test_a_database_that_cannot_be_written_is_an_error_of_the_system(
    published_demo: Cycle, tmp_path: Path
) -> None:
    (tmp_path / "demo.duckdb").mkdir()
    with pytest.raises(OSError, match=r"demo\.duckdb"):
        write_database(published_demo.outputs / "tables", tmp_path / "demo.duckdb", MARK)
