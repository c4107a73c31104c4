"""What the project's cycle publishes for machines."""

import csv
from pathlib import Path

import duckdb
import pytest
from frictionless import Package

from tests.support import overwrite


@pytest.fixture(scope="module")
def tables(published: Path) -> Path:
    return published.parent


def read(tables: Path, name: str) -> list[dict[str, str]]:
    with (tables / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_data_package_is_valid_without_a_warning(tables: Path) -> None:
    report = Package(str(tables / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])
    assert not report.warnings
    assert not [task.warnings for task in report.tasks if task.warnings]
    files = {path.relative_to(tables).as_posix() for path in tables.glob("*/*")}
    assert {task.place for task in report.tasks} == files


def test_a_changed_table_is_noticed(tables: Path, tmp_path: Path) -> None:
    package = tmp_path / "datapackage.json"
    package.write_bytes((tables / package.name).read_bytes())
    for folder in ("csv", "parquet"):
        (tmp_path / folder).mkdir()
        for path in (tables / folder).iterdir():
            (tmp_path / folder / path.name).write_bytes(path.read_bytes())
    laws = tmp_path / "csv" / "framework_laws.csv"
    overwrite(laws, laws.read_text("utf-8").replace(",in_force,", ",in_effect,", 1))
    assert not Package(str(package)).validate().valid


def test_every_cell_is_an_observation(tables: Path) -> None:
    """So the tables can be put together again from the observations."""
    cells = {
        (one["TABLE"], int(one["ROW"]), one["CONCEPT"]): one["OBS_VALUE"]
        for one in read(tables, "observations")
    }
    beside = {"respondents", "codelists", "observations", "evidence"}
    expected = {
        (path.stem, number, name): value
        for path in (tables / "csv").iterdir()
        if path.stem not in beside
        for number, row in enumerate(read(tables, path.stem), start=1)
        for name, value in row.items()
        if name not in ("respondent", "basis", "evidence")
    }
    assert cells == expected


def test_areas_and_codes_are_in_the_lists(tables: Path) -> None:
    people = {one["code"]: one for one in read(tables, "respondents")}
    codes = {(one["list"], one["code"]): one for one in read(tables, "codelists")}
    for one in read(tables, "observations"):
        area = people[one["RESPONDENT"]]["m49"] if one["RESPONDENT"] else ""
        assert one["REF_AREA"] == area
        assert ("CL_OBS_STATUS", one["OBS_STATUS"]) in codes
        assert (one["OBS_STATUS"] == "A") == bool(one["OBS_VALUE"])
    for one in people.values():
        for name in ("region", "subregion"):
            assert not one[name] or all(
                codes["M49", one[name]][f"label_{language}"]
                for language in ("ar", "en", "es", "fr", "ru", "zh")
            )
        assert ("category", one["category"]) in codes


def test_the_database_is_small_and_whole(tables: Path) -> None:
    database = next(tables.parent.glob("*-*.duckdb"))
    assert database.stat().st_size < 2 * 2**20
    with duckdb.connect(str(database), read_only=True) as con:
        held = {
            name: len(con.table(name))
            for (name,) in con.execute(
                "select table_name from duckdb_tables() where schema_name = 'main'"
            ).fetchall()
        }
    assert held == {path.stem: len(read(tables, path.stem)) for path in (tables / "csv").iterdir()}
