"""The published CSVs and their data package; what is refused."""

import csv
import json
from pathlib import Path

import duckdb
import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.data.csvs import plain
from rapporteur.kernel.errors import UserError
from tests.support import publish


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def change(demo: Cycle, sql: str) -> None:
    with duckdb.connect(str(demo.warehouse)) as con:
        con.execute(sql)


def test_every_file_is_named(demo: Cycle) -> None:
    tables = demo.outputs / "tables"
    assert [path.relative_to(tables).as_posix() for path in publish(demo)] == [
        "datapackage.json",
        "demo.en.accessible.xlsx",
        "demo.en.xlsx",
        "demo.fr.accessible.xlsx",
        "demo.fr.xlsx",
        "demo.zh.accessible.xlsx",
        "demo.zh.xlsx",
        "manifest.json",
        *(
            f"{kind}/{name}.{kind}"
            for kind in ("csv", "parquet")
            for name in ("codelists", "counts", "evidence", "laws", "observations", "respondents")
        ),
    ]
    assert not list(tables.rglob(".*"))


def test_a_csv_holds_codes_plain_numbers_and_evidence(published_demo: Cycle) -> None:
    header, *rows = read(published_demo.outputs / "tables/csv/laws.csv")
    assert header[0] == "respondent"
    # In the order of the English names: Alpha Network, Éland, Zedland.
    assert rows == [
        ["CCC", "Third", "proposed", "", "", "2001", "12", "", "desk_research", "s3/laws/1"],
        ["BBB", "互助法, “甲”", "proposed", "", "", "2020", "", "1890-01-02", "reply", "s2/laws/1"],
        ["AAA", "=1+1", "in_force", "proposed in_force", "", "2014", "1234567.5", "2023-04-18",
         "reply", "s1/laws/1 s1/unit"],
        ["AAA", "Second", "", "", "North", "", "0", "", "reply", "s1/laws/2"],
    ]  # fmt: skip


def test_a_table_without_sort_keeps_the_order_of_its_sql(published_demo: Cycle) -> None:
    assert [row[0] for row in read(published_demo.outputs / "tables/csv/counts.csv")[1:]] == [
        "Total",
        "Nobody",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (2.0, "2"), (1e16, "10000000000000000"), (1e-7, "0.0000001"), (0.1, "0.1")],
)
def test_numbers_are_plain(value: float | None, text: str) -> None:
    assert plain(value) == text


def test_the_data_package_describes_the_tables(published_demo: Cycle) -> None:
    path = published_demo.outputs / "tables/datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    assert package["created"] == "2024-06-28T00:00:00Z"
    laws = package["resources"][1]
    assert laws["title"] == "Laws"
    assert laws["sources"][0]["title"] == "Replies."
    fields = {field["name"]: field for field in laws["schema"]["fields"]}
    assert fields["status"]["constraints"] == {"enum": ["proposed", "in_force"]}
    assert fields["status"]["description"] == "proposed: Proposed; in_force: In force"
    assert {name: field["type"] for name, field in fields.items()} == {
        "respondent": "string", "title": "string", "status": "string", "kinds": "string",
        "territory": "string", "year": "year", "amount": "number", "day": "date",
        "basis": "string", "evidence": "string",
    }  # fmt: skip


def test_the_same_data_give_the_same_bytes(demo: Cycle) -> None:
    first = {path: path.read_bytes() for path in publish(demo)}
    assert {path: path.read_bytes() for path in publish(demo)} == first


def test_files_of_an_earlier_run_do_not_stay(demo: Cycle) -> None:
    publish(demo)
    tables = demo.outputs / "tables"
    strangers = [tables / "demo.ru.xlsx", tables / "csv" / "gone.csv"]
    for path in strangers:
        path.write_text("old", encoding="utf-8")
    publish(demo)
    assert not any(path.exists() for path in strangers)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("drop table marts.laws", "no table laws"),
        ("alter table marts.laws drop column day", r"columns\.day: the table has no such column"),
        ("alter table marts.laws add column more int", r"columns\.more: not described"),
        ("alter table marts.laws alter year type varchar", r"columns\.year is of type year"),
        ("update marts.laws set status = 'gone'", "“gone” in the column status"),
        ("update marts.laws set respondent = 'XXX'", "“XXX” in the column respondent"),
        ("update marts.laws set kinds = 'in_force gone'", "“gone” in the column kinds"),
        ("update marts.laws set evidence = 's9'", "evidence “s9” leads to no answer"),
        ("update marts.laws set evidence = 's1/laws/9'", "evidence “s1/laws/9” leads to no"),
    ],
)
def test_data_that_do_not_fit_the_sidecar_are_refused(demo: Cycle, sql: str, said: str) -> None:
    change(demo, sql)
    with pytest.raises(UserError, match=said):
        publish(demo)
    assert not (demo.outputs / "tables").exists()


def test_an_unknown_code_list_names_the_sidecar(demo: Cycle) -> None:
    path = demo.sql / "marts" / "laws.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('codelist = "basis"', 'codelist = "base"'), "utf-8"
    )
    with pytest.raises(UserError, match=r"laws\.toml: columns\.basis\.codelist: .*“base”"):
        publish(demo)


def test_a_decimal_is_a_number(demo: Cycle) -> None:
    change(demo, "alter table marts.laws alter amount type decimal(18, 2)")
    publish(demo)
    assert read(demo.outputs / "tables/csv/laws.csv")[3][6] == "1234567.5"
