"""What a form may say about choices, from the questionnaire that is sent out to its findings."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.evaluate.check_files import check
from rapporteur.warehouse.basis import definition_files
from tests.support import COMPLETE, FORM, Given, cell, edited, read, reply, tiny_cycle, values

STATUSES = """\
name,label::English (en),label::Chinese (zh)
proposed,Planned,已提议
in_force,Law,法律
"""
CHANGES = {
    "| | select_multiple topic | topics |": "| | select_multiple topic or_other | topics |",
    "| | select_one timing | timing |": "| | select_one timing or_other | timing |",
    "select_one status | law_status": "select_one_from_file statuses.csv | law_status",
}


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """The cycle with `or_other` behind two lists, and choices from a file."""
    form = FORM
    for old, new in CHANGES.items():
        assert form.count(old) == 1, old
        form = form.replace(old, new)
    made = tiny_cycle(tmp_path_factory.mktemp("forms"), form=form)
    (made.inputs / "statuses.csv").write_text(STATUSES, encoding="utf-8")
    return made


OTHER: Given = {
    **COMPLETE,
    "progress": "in_place",
    "timing": "other",
    "timing_other": "During it",
    "topics": "finance other",
    "topics_other": "Data",
    "laws": [{"law_title": "An Act", "law_status": "in_force", "law_year": "2001"}],
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_other_and_its_text_are_read(cycle: Cycle, language: str) -> None:
    found = values(read(cycle, reply(cycle, "XAA", OTHER, name="read", language=language)))
    assert found["timing", None][3] == "other"
    assert found["timing_other", None][0] == "During it"
    assert found["topics", None][3] == "finance other"
    assert found["topics_other", None][0] == "Data"
    assert found["law_status", 1][3] == "in_force"


def test_the_tables_rest_on_the_file_of_choices(cycle: Cycle) -> None:
    assert dict(definition_files(cycle))["statuses.csv"] == cycle.inputs / "statuses.csv"


def codes(cycle: Cycle, path: Path) -> Sequence[tuple[str, str]]:
    return [(finding.code, finding.question) for finding in check(cycle.home, [path], "en")]


def test_a_choice_of_a_file_that_is_none_is_found(cycle: Cycle) -> None:
    path = reply(cycle, "XAB", OTHER, name="unknown")
    assert codes(cycle, path) == []
    with edited(path) as workbook:
        cell(workbook, "law_status", 1).value = "Proposal"
        cell(workbook, "timing").value = "Before"
    assert sorted(codes(cycle, path)) == [
        ("not_relevant", "timing_other"), ("unknown_choice", "law_status"),
    ]  # fmt: skip
