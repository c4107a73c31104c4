"""What two files of a respondent answer differently."""

import json
from pathlib import Path

import pytest

from rapporteur.collect.land_cycle import collect
from rapporteur.design.cycle import Cycle
from rapporteur.evaluate.compare_files import Diff, diff
from rapporteur.kernel.errors import UserError
from rapporteur.warehouse.build import build
from tests.process.test_decisions import name_of, register
from tests.support import COMPLETE, reply, tiny_cycle

FIRST, SECOND = list(COMPLETE["laws"])


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """XAA sent two files, the later in Chinese with its rows in another order; XAB one."""
    cycle = tiny_cycle(tmp_path_factory.mktemp("diff"))
    assert isinstance(FIRST, dict)
    assert isinstance(SECOND, dict)
    before = {**COMPLETE, "laws": [FIRST, SECOND, {"law_title": "Old Act", "law_year": "1990"}]}
    after = {
        **{name: value for name, value in COMPLETE.items() if name != "remarks"},
        "staff": "8",
        "laws": [
            {"law_title": "New Act"},
            SECOND,
            {**FIRST, "law_title": "COOPERATIVES  act", "law_year": "2015"},
        ],
    }
    reply(cycle, "XAA", before, name="z-before")
    reply(cycle, "XAA", after, name="a-after", language="zh")
    reply(cycle, "XAB", COMPLETE)
    renamed = {**FIRST, "law_title": "Law on cooperative societies"}
    reply(cycle, "XBA", COMPLETE, name="z-titled")
    reply(cycle, "XBA", {**COMPLETE, "laws": [SECOND, renamed]}, name="a-renamed")
    earlier, later = "2024-04-01T00:00:00+00:00", "2024-05-01T00:00:00+00:00"
    register(
        cycle, {"z-before": earlier, "a-after": later, "z-titled": earlier, "a-renamed": later}
    )
    build(cycle, collect(cycle))
    return cycle


def told(found: Diff) -> set[tuple[str, str, int | None, str | None, str | None]]:
    return {(one.kind, one.question, one.row, one.before, one.after) for one in found.changes}


EXPECTED = {
    ("changed", "staff", None, "7", "8"),
    ("removed", "remarks", None, "Two laws.", None),
    ("added", "law_title", 1, None, "New Act"),
    ("changed", "law_title", 3, "Cooperatives Act", "COOPERATIVES  act"),
    ("changed", "law_year", 3, "2014", "2015"),
    ("removed", "law_title", 3, "Old Act", None),
    ("removed", "law_year", 3, "1990", None),
}


def test_question_by_question_and_rows_by_what_they_say(cycle: Cycle) -> None:
    """A choice in another language is the same answer, a row in another place the same row."""
    found = diff(cycle, "xaa")
    assert (found.before_file, found.after_file) == (
        "submissions/z-before.xlsx",
        "submissions/a-after.xlsx",
    )
    assert told(found) == EXPECTED


def test_a_row_with_a_corrected_title_is_the_same_row(cycle: Cycle) -> None:
    change = ("changed", "law_title", 2, "Cooperatives Act", "Law on cooperative societies")
    assert told(diff(cycle, "XBA")) == {change}


def test_it_is_told_to_a_person_and_to_a_program(cycle: Cycle) -> None:
    found = diff(cycle, "XAA")
    lines = list(found.lines())
    assert "~ Staff: 7 → 8" in lines
    assert "+ Laws, row 1 “New Act”, Title: New Act" in lines
    assert lines[-1] == "1 added, 3 changed, 3 removed"
    assert json.loads(json.dumps(found.to_dict()))["changes"][0]["label"] == "Staff"


def test_two_files_may_be_named(cycle: Cycle) -> None:
    files = cycle.inputs / "submissions"
    before, after = (name_of(files / f"{stem}.xlsx") for stem in ("z-before", "a-after"))
    turned = diff(cycle, "XAA", after, before)
    assert ("added", "remarks", None, None, "Two laws.") in told(turned)
    assert diff(cycle, "XAA", before, before).changes == []
    # One that is named alone is compared with the last of the others.
    assert told(diff(cycle, "XAA", before)) == EXPECTED


@pytest.mark.parametrize(
    ("respondent", "named", "message"),
    [
        ("XAB", (), "XAB has 1"),
        ("ZZZ", (), "not on the roster"),
        ("XAA", ("0123456789ab", "0123456789ab"), "is no submission"),
    ],
)
def test_there_must_be_two(
    cycle: Cycle, respondent: str, named: tuple[str, ...], message: str
) -> None:
    with pytest.raises(UserError, match=message):
        diff(cycle, respondent, *named)


def test_before_the_first_run_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Run `rapporteur run tiny` first"):
        diff(tiny_cycle(tmp_path), "XAA")
