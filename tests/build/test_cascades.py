"""Drop-downs that offer what fits other answers."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from rapporteur.build import build
from rapporteur.design.cycle import Cycle
from tests.design.xlsform.test_corpus import CORPUS, cycle_of


def cycle(name: str, home: Path) -> Cycle:
    return cycle_of((CORPUS / f"{name}.md").read_text("utf-8"), home)


def built(cycle: Cycle, language: str = "en") -> Workbook:
    return build(cycle, cycle.roster.respondents["XAA"], language)


def formulas(workbook: Workbook) -> dict[str, str]:
    """The formula of each drop-down by the cells that have it."""
    return {
        str(rule.sqref): rule.formula1
        for sheet in workbook.worksheets
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }


def named(workbook: Workbook, name: str) -> list[object]:
    """What stands in the cells of a defined name."""
    ((sheet, cells),) = workbook.defined_names[name].destinations
    found = workbook[sheet][cells.replace("$", "")]
    return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]


def test_a_cascade_of_three_levels(tmp_path: Path) -> None:
    workbook = built(cycle("cascade", tmp_path))
    by_cell = formulas(workbook)
    assert by_cell["D6"] == "choices_region"
    assert by_cell["D7"] == (
        "IF(ISNUMBER(MATCH(_q1,_k1,0)),"
        "OFFSET(_c1,INDEX(_f1,MATCH(_q1,_k1,0)),0,INDEX(_n1,MATCH(_q1,_k1,0)),1),_a1)"
    )
    assert by_cell["D8"] == (
        "IF(ISNUMBER(MATCH(_q2,_k2,0)),"
        "OFFSET(_c2,INDEX(_f2,MATCH(_q2,_k2,0)),0,INDEX(_n2,MATCH(_q2,_k2,0)),1),_a2)"
    )
    assert workbook.defined_names["_q1"].attr_text == "'1 General questions'!$D$6"
    assert named(workbook, "_k1") == ["North", "South"]
    assert (named(workbook, "_f1"), named(workbook, "_n1")) == ([0, 6], [6, 5])
    codes = ["a", "m", "n", "x"]
    assert named(workbook, "_c1") == ["North one", "North two", *codes, "South one", *codes]
    assert named(workbook, "_a2") == ["Village 1", "Village 2", "Village 3", "Village 4", *codes]


def test_a_column_of_a_table_depends_on_its_row_and_on_an_answer_outside(tmp_path: Path) -> None:
    workbook = built(cycle("cascade_in_a_table", tmp_path))
    by_cell = formulas(workbook)
    assert 'MATCH($C12&"|"&_q1,_k2,0)' in by_cell["D12:D26"]
    assert by_cell["E12:E26"] == "choices_town"
    assert named(workbook, "_k2") == ["Province of A|Country A", "Province of B|Country B"]


@pytest.mark.parametrize("language", ["ar", "zh"])
def test_the_groups_are_known_by_the_labels_of_the_workbook(tmp_path: Path, language: str) -> None:
    census = cycle("cooperative_census", tmp_path)
    workbook = built(census, language)
    labels = [choice.label[language] for choice in census.form.choices["region"]]
    assert named(workbook, "_k1") == labels
    assert all(len(formula) <= 255 for formula in formulas(workbook).values())


def test_a_workbook_without_the_deciding_question_offers_all(tmp_path: Path) -> None:
    text = (CORPUS / "cascade.md").read_text("utf-8")
    text = text.replace("choice_filter |", "choice_filter | relevant |", 1).replace(
        "| Region |  |", "| Region | | false() |", 1
    )
    workbook = built(cycle_of(text, tmp_path))
    assert formulas(workbook)["D6"] == "choices_district"
    assert "_q2" in formulas(workbook)["D7"]
