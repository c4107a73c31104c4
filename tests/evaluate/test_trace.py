"""From a row of a table to file, sheet and cell."""

import json

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.evaluate.trace import trace
from rapporteur.kernel.errors import UserError
from rapporteur.warehouse.evidence import Answer


def test_a_row_by_its_number_in_the_csv(demo: Cycle) -> None:
    (row,) = trace(demo, "laws", "3").rows
    assert row.number == 3
    assert row.values["title"] == "=1+1"
    law, unit = row.evidence
    assert (law.file, law.sheet, law.cells) == ("submissions/AAA.xlsx", "Frameworks", "B9:AA9")
    assert (law.respondent, law.basis, law.submission) == ("AAA", "reply", "s1")
    assert law.text == "=1+1 | 2014 | In force"
    assert law.note == "para. 7"
    assert law.received == "2024-05-01T08:00:00Z"
    assert law.answers == (
        Answer("law_title", "Frameworks", "B9", "=1+1", "para. 7"),
        Answer("law_year", "Frameworks", "C9", "2014", ""),
        Answer("law_status", "Frameworks", "AA9", "In force", "para. 7"),
    )
    assert (unit.id, unit.cells, unit.text) == ("s1/unit", "C4", "Office")


@pytest.mark.parametrize(
    ("row", "numbers"),
    [("BBB", [2]), ("aaa", [3, 4]), ("s3/laws/1", [1]), (" s1/unit ", [3]), (None, [1, 2, 3, 4])],
)
def test_rows_by_respondent_or_evidence(demo: Cycle, row: str | None, numbers: list[int]) -> None:
    assert [one.number for one in trace(demo, "laws", row).rows] == numbers


def test_all_rows_come_in_summary(demo: Cycle) -> None:
    rows = trace(demo, "laws").rows
    assert rows[2].evidence[0].cells == "B9:AA9"
    assert not any(source.answers for row in rows for source in row.evidence)


def test_a_whole_submission_is_evidence(demo: Cycle) -> None:
    (row,) = trace(demo, "counts", "1").rows
    assert [(one.file, one.cells) for one in row.evidence] == [
        ("submissions/AAA.xlsx", ""),
        ("submissions/BBB.xlsx", ""),
        ("desk-research/CCC.xlsx", ""),
    ]


def test_it_can_be_said_in_json(demo: Cycle) -> None:
    plain = trace(demo, "laws", "3").to_dict()
    assert json.loads(json.dumps(plain))["rows"][0]["values"]["day"] == "2023-04-18"


def test_an_unknown_table_names_the_known_ones(demo: Cycle) -> None:
    with pytest.raises(UserError, match=r"no table “law”.* counts, laws"):
        trace(demo, "law")


@pytest.mark.parametrize("row", ["0", "5", "-1", "DDD", "s1", "laws"])
def test_an_unknown_row_says_what_to_give(demo: Cycle, row: str) -> None:
    with pytest.raises(UserError, match=r"has no row .* number from 1 to 4"):
        trace(demo, "laws", row)


def test_before_the_first_run_it_says_to_run(demo: Cycle) -> None:
    demo.warehouse.unlink()
    with pytest.raises(UserError, match="rapporteur run"):
        trace(demo, "laws")
