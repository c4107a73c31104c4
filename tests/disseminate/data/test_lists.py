"""What stands beside the tables: observations, respondents, lists and evidence."""

import csv
import re
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.data.lists import without_addresses
from rapporteur.kernel.errors import UserError
from tests.support import publish

Row = dict[str, str]


def read(cycle: Cycle, name: str) -> list[Row]:
    path = cycle.outputs / "tables" / "csv" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def change(cycle: Cycle, sql: str) -> None:
    with duckdb.connect(str(cycle.warehouse)) as con:
        con.execute(sql)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def of(rows: list[Row], table: str, row: int) -> dict[str, tuple[str, ...]]:
    """Value, label, unit and status of each concept."""
    return {
        one["CONCEPT"]: tuple(
            one[name] for name in ("OBS_VALUE", "OBS_LABEL", "UNIT_MEASURE", "OBS_STATUS")
        )
        for one in rows
        if (one["TABLE"], one["ROW"]) == (table, str(row))
    }


def test_an_observation_is_a_cell_with_its_status(published_demo: Cycle) -> None:
    rows = read(published_demo, "observations")
    assert of(rows, "laws", 3) == {
        "title": ("=1+1", "", "", "A"),
        "status": ("in_force", "In force", "", "A"),
        "kinds": ("proposed in_force", "Proposed; In force", "", "A"),
        "territory": ("", "", "", "M"),
        "year": ("2014", "", "", "A"),
        "amount": ("1234567.5", "", "USD", "A"),
        "day": ("2023-04-18", "", "", "A"),
    }
    assert of(rows, "laws", 4)["year"] == ("", "", "", "O")
    assert of(rows, "laws", 4)["amount"] == ("0", "", "USD", "A")
    assert of(rows, "counts", 2) == {
        "group": ("Nobody", "", "", "A"),
        "asked": ("0", "", "NUMBER", "A"),
    }


def test_an_observation_has_what_its_row_rests_on(published_demo: Cycle) -> None:
    rows = read(published_demo, "observations")
    assert len(rows) == 4 * 7 + 2 * 2
    ends = {
        tuple(one[name] for name in ("TABLE", "ROW", "RESPONDENT", "BASIS", "EVIDENCE"))
        for one in rows
    }
    assert ends == {
        ("counts", "1", "", "", "s1 s2 s3"),
        ("counts", "2", "", "", ""),
        ("laws", "1", "CCC", "desk_research", "s3/laws/1"),
        ("laws", "2", "BBB", "reply", "s2/laws/1"),
        ("laws", "3", "AAA", "reply", "s1/laws/1 s1/unit"),
        ("laws", "4", "AAA", "reply", "s1/laws/2"),
    }


def test_a_state_has_its_codes_of_three_digits(demo: Cycle) -> None:
    roster = demo.inputs / "roster.csv"
    replace(roster, "AAA,government,en,,,,,,,,", "AAA,government,en,,004,142,034,yes,yes,,")
    publish(demo)
    rows = read(demo, "respondents")
    assert [rows[0][name] for name in list(rows[0])[:9]] == [
        "AAA", "004", "AAA", "government", "142", "034", "true", "true", "false",
    ]  # fmt: skip
    assert [rows[2][name] for name in list(rows[2])[:9]] == [
        "CCC", "", "", "ngo", "", "", "", "", "",
    ]  # fmt: skip
    assert (rows[1]["name_fr"], rows[1]["name_zh"], rows[1]["name_ru"]) == ("Élande", "丙国", "")
    areas = {(one["RESPONDENT"], one["REF_AREA"]) for one in read(demo, "observations")}
    assert areas == {("", ""), ("AAA", "004"), ("BBB", ""), ("CCC", "")}
    names = {one["code"]: one for one in read(demo, "codelists") if one["list"] == "M49"}
    assert sorted(names) == ["034", "142"]
    assert names["034"]["label_fr"] == "Asie méridionale"
    assert names["142"]["label_ru"] == "Азия"


def test_addresses_of_the_roster_are_not_published(demo: Cycle) -> None:
    roster = demo.inputs / "roster.csv"
    lines = roster.read_text("utf-8").splitlines()
    lines = [f"{lines[0]},email", *(f"{line},desk@example.org" for line in lines[1:])]
    roster.write_text("\n".join(lines) + "\n", "utf-8")
    for path in publish(demo):
        assert b"desk@example.org" not in path.read_bytes()
    assert list(read(demo, "respondents")[0])[-1] == "name_zh"


def test_the_lists_are_those_that_columns_name(published_demo: Cycle) -> None:
    found: dict[str, list[str]] = {}
    for one in read(published_demo, "codelists"):
        found.setdefault(one["list"], []).append(one["code"])
    assert found == {
        "CL_OBS_STATUS": ["A", "O", "M", "K"],
        "basis": ["reply", "desk_research"],
        "category": ["government", "ngo"],
        "status": ["proposed", "in_force"],
    }
    labels = {one["code"]: one for one in read(published_demo, "codelists")}
    assert labels["in_force"]["label_zh"] == "生效"
    assert labels["in_force"]["label_fr"] == ""
    assert labels["in_force"]["position"] == "2"
    assert labels["M"]["label_en"] == "Missing value; data cannot exist"


def test_evidence_leads_to_cells(published_demo: Cycle) -> None:
    rows = {one["id"]: one for one in read(published_demo, "evidence")}
    assert rows["s1/laws/1"] == {
        "id": "s1/laws/1", "respondent": "AAA", "basis": "reply", "submission": "s1",
        "file": "submissions/AAA.xlsx", "sheet": "Frameworks", "cells": "B9:AA9",
        "text": "=1+1 | 2014 | In force",
    }  # fmt: skip
    assert rows["s1"]["text"] == ""


def test_persons_and_addresses_are_in_no_evidence(demo: Cycle) -> None:
    form = demo.inputs / "questionnaire.md"
    unit = "| | text | unit | Reporting unit | 填报单位 |\n"
    people = (
        "| | begin repeat | people | People | 人员 |\n"
        "| | text | contact_post | Post | 职务 |\n"
        "| | text | room | Room | 房间 |\n"
        "| | end repeat | | | |\n"
    )
    replace(form, unit, f"{unit}| | text | contact_person | Contact | 联系人 |\n{people}")
    change(
        demo,
        """
        insert into landing.answers values
            ('s1', 'contact_person', null, null, 'About', 'C5', 'Jo Doe', null),
            ('s1', 'contact_post', 'people', 1, 'About', 'B7', 'Aide to Jo Doe', null),
            ('s1', 'room', 'people', 1, 'About', 'C7', 'Room 7', null);
        update landing.answers set raw = 'Office (mail: jo.doe@mail.example.org, or call)'
            where question = 'unit';
        update marts.counts set evidence = 's1/contact_person s1/people/1 s1/unit'
            where asked = 0;
        """,
    )
    publish(demo)
    rows = {one["id"]: one for one in read(demo, "evidence")}
    assert (rows["s1/contact_person"]["cells"], rows["s1/contact_person"]["text"]) == ("C5", "")
    assert (rows["s1/people/1"]["cells"], rows["s1/people/1"]["text"]) == ("B7:C7", "")
    assert rows["s1/unit"]["text"] == "Office (mail: […], or call)"
    with duckdb.connect(str(demo.outputs / "demo.duckdb"), read_only=True) as con:
        tables = "select schema_name || '.' || table_name from duckdb_tables()"
        names = [name for (name,) in con.execute(tables).fetchall()]
        held = [str(con.execute(f"from {name}").fetchall()) for name in names]
    held += [path.read_text("utf-8") for path in (demo.outputs / "tables" / "csv").iterdir()]
    assert any("s1/contact_person" in one for one in held)
    assert not [one for one in held if "doe" in one.lower() or "Room 7" in one]


@pytest.mark.parametrize("name", ["observations", "respondents", "codelists", "evidence"])
def test_no_table_has_the_name_of_a_list(demo: Cycle, name: str) -> None:
    marts = demo.sql / "marts"
    for suffix in (".sql", ".toml"):
        (marts / f"counts{suffix}").rename(marts / f"{name}{suffix}")
    change(demo, f"alter table marts.counts rename to {name}")
    with pytest.raises(UserError, match=rf"{name}\.toml: {name} is the name of a list"):
        publish(demo)
    assert not (demo.outputs / "tables").exists()


_PLAIN = re.compile(r"[^\s@<>()\[\],;:|/\"“”«»]+@[\w-]+(?:\.[\w-]+)+")


@settings(max_examples=500)
@given(st.text("ab.@-'+é, ;<", max_size=30))
def test_the_addresses_are_those_that_a_plain_expression_finds(text: str) -> None:
    assert without_addresses(text) == _PLAIN.sub("[…]", text)
