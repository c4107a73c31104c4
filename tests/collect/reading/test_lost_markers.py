"""A deleted hidden column is told as that."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from rapporteur.collect.reading.lost_markers import CODE
from rapporteur.design.cycle import Cycle
from tests.support import COMPLETE, Convert, edited, place, read, reply, tiny_cycle, values


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    return tiny_cycle(tmp_path_factory.mktemp("markers"))


@pytest.fixture(params=["en", "zh"])
def path(cycle: Cycle, request: pytest.FixtureRequest) -> Path:
    """A filled workbook in one of the languages, to be edited."""
    return reply(cycle, "XAA", COMPLETE, name="reply", language=request.param)


def found(cycle: Cycle, path: Path) -> list[tuple[str | None, str]]:
    """The sheets that are said to have lost their hidden column, and their sections."""
    findings = read(cycle, path).findings
    return [(f.sheet, f.params["section"]) for f in findings if f.code == CODE]


def delete(workbook: Workbook, question: str) -> str:
    sheet = place(workbook, question).sheet
    sheet.delete_cols(1)
    return sheet.title


def empty(workbook: Workbook, question: str) -> str:
    sheet = place(workbook, question).sheet
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, 1).value = None
    return sheet.title


@pytest.mark.parametrize("edit", [delete, empty])
@pytest.mark.parametrize(("question", "section"), [("progress", "work"), ("remarks", "frameworks")])
def test_the_sheet_and_its_section_are_named(
    cycle: Cycle, path: Path, edit: Callable[..., str], question: str, section: str
) -> None:
    with edited(path) as workbook:
        title = edit(workbook, question)
    assert found(cycle, path) == [(title, section)]
    assert ("unit", None) in values(read(cycle, path))


def test_every_sheet_may_have_lost_it(cycle: Cycle, path: Path) -> None:
    with edited(path) as workbook:
        titles = [delete(workbook, name) for name in ("unit", "progress", "remarks")]
    assert [sheet for sheet, _ in found(cycle, path)] == titles


def test_a_table_tells_its_section_without_a_title(cycle: Cycle, path: Path) -> None:
    with edited(path) as workbook:
        sheet = workbook[empty(workbook, "remarks")]
        for row in range(1, 5):
            sheet.cell(row, 3).value = None
    assert [section for _, section in found(cycle, path)] == ["frameworks"]


@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_whatever_the_type_of_the_file(cycle: Cycle, libreoffice: Convert, suffix: str) -> None:
    path = reply(cycle, "XAA", COMPLETE, name="typed")
    with edited(path) as workbook:
        title = delete(workbook, "progress")
    assert found(cycle, libreoffice(path, suffix)) == [(title, "work")]


def test_a_respondent_s_own_sheet_is_none(cycle: Cycle, path: Path) -> None:
    with edited(path) as workbook:
        own = workbook.create_sheet("Our data")
        own.append(["Question", "answer", "note"])
        own.append(["label", "note"])
    assert found(cycle, path) == []
