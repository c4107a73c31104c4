"""Findings as their reader sees them."""

import json

import pytest
from openpyxl import load_workbook

from rapporteur.cycle import Cycle
from rapporteur.report import Reported
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


def test_it_can_be_told_as_json(english: dict[tuple[str, str], Reported]) -> None:
    told = json.loads(json.dumps(english["not_a_number", "share"].to_dict()))
    assert told["code"] == "not_a_number"
    assert told["severity"] == "ERROR"
