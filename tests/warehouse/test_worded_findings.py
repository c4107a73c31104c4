"""Findings as their reader sees them."""

import json

import pytest
from openpyxl import load_workbook

from rapporteur.design.cycle import Cycle
from rapporteur.warehouse.worded_findings import Reported, worded
from tests.support import cell, findings


@pytest.fixture(scope="module")
def english(ran: Cycle) -> dict[tuple[str, str], Reported]:
    """The findings of XAB by code and question."""
    return {(one.code, one.question): one for one in findings(ran) if one.file.endswith("XAB.xlsx")}


def test_what_is_wrong(english: dict[tuple[str, str], Reported]) -> None:
    assert set(english) == {
        ("not_a_number", "share"),
        ("number_out_of_range", "staff"),
        ("number_out_of_range", "law_budget"),
        ("required_missing", "unit"),
        ("not_relevant", "timing"),
        ("law_without_year", "law_year"),
    }


def test_a_finding_says_where_and_what_and_how(
    ran: Cycle, english: dict[tuple[str, str], Reported]
) -> None:
    workbook = load_workbook(ran.inputs / "submissions" / "XAB.xlsx")
    for (_, question), one in english.items():
        row = 1 if question.startswith("law_") else None
        found = cell(workbook, question, row)
        assert one.where == f"{found.parent.title}!{found.coordinate}"
        assert one.remedy
    assert english["not_a_number", "share"].message == "“much” is not a number."
    assert "Reporting unit" in english["required_missing", "unit"].message
    assert english["law_without_year", "law_year"].message == (
        "The law “Cooperatives Act” has no year."
    )


def test_the_serious_ones_come_first(ran: Cycle) -> None:
    levels = ["BLOCKER", "ERROR", "WARNING", "INFO"]
    own = [levels.index(one.severity) for one in findings(ran) if one.file.endswith("XAB.xlsx")]
    assert own == sorted(own)


def test_a_file_that_cannot_be_read_has_no_place(ran: Cycle) -> None:
    (one,) = [one for one in findings(ran) if one.file.endswith("letter.pdf")]
    assert (one.code, one.respondent, one.where) == ("file_not_spreadsheet", None, "")


def test_in_any_language(ran: Cycle) -> None:
    for one in findings(ran, "zh"):
        assert any("\u4e00" <= c <= "\u9fff" for c in one.message), one
        assert any("\u4e00" <= c <= "\u9fff" for c in one.remedy), one


def test_it_names_its_place_in_parts(english: dict[tuple[str, str], Reported]) -> None:
    law = english["law_without_year", "law_year"]
    assert (law.level, law.entity, law.repeat, law.row) == (1, "FIELD", "laws", 1)
    assert f"{law.sheet}!{law.cell}" == law.where
    unit = english["required_missing", "unit"]
    assert (unit.repeat, unit.row, unit.waived) == ("", None, False)


@pytest.mark.parametrize(
    ("language", "number", "day"),
    [
        ("en", "1,234,567.25", "18 April 2023"),
        ("fr", "1\u202f234\u202f567,25", "18 avril 2023"),
        ("es", "1.234.567,25", "18 de abril de 2023"),
        ("ru", "1\xa0234\xa0567,25", "18 апреля 2023\u202fг."),
        ("zh", "1,234,567.25", "2023年4月18日"),
    ],
)
def test_numbers_and_dates_are_the_reader_s(language: str, number: str, day: str) -> None:
    params = {"n": 1234567.25, "d": "2023-04-18", "y": "2023", "v": "many", "x": None, "i": 5e6}
    found = worded(json.dumps(params), language)
    assert (found["n"], found["d"]) == (number, day)
    assert (found["y"], found["v"], found["x"]) == ("2023", "many", "–")
    assert found["i"].startswith("5")
    assert found["i"].endswith("000")


def test_what_looks_like_a_date_and_is_none_stays_as_it_is() -> None:
    assert worded('{"d": "2023-13-41"}', "en") == {"d": "2023-13-41"}
    assert worded(None, "en") == {}


def test_it_can_be_told_as_json(english: dict[tuple[str, str], Reported]) -> None:
    told = json.loads(json.dumps(english["not_a_number", "share"].to_dict()))
    assert told["code"] == "not_a_number"
    assert told["severity"] == "ERROR"
