"""Elements out of order, in any part of a workbook: what Excel would offer to repair."""

from pathlib import Path

import pytest

from rapporteur.design.findings import Severity
from rapporteur.lint.catalogue import catalogue
from rapporteur.lint.linter import lint
from tests.lint.workbooks import good, patched, written

SHEET = "xl/worksheets/sheet4.xml"


@pytest.mark.parametrize(
    ("part", "old", "new", "where", "place"),
    [
        (SHEET, "<sheetData>", '<autoFilter ref="A2:C6"/><sheetData>', "Regions",
         "<sheetData> is out of place in <worksheet>"),
        (SHEET, "</sheetData>", '<mergeCells><mergeCell ref="A8:B8"/></mergeCells></sheetData>',
         "Regions!A6", "<mergeCells> is out of place in <sheetData>"),
        (SHEET, '(<row r="3".*?</row>)(<row r="4".*?</row>)', r"\2\1", "Regions!A3",
         "<row> is out of place in <sheetData>"),
        (SHEET, '(<c r="A3".*?</c>)(<c r="B3".*?</c>)', r"\2\1", "Regions!A3",
         "<c> is out of place in <row>"),
        (SHEET, '<c r="B3"([^>]*)><v>12</v>', r'<c r="B3"\1><v>12</v><f>6+6</f>', "Regions!A2",
         "<f> is out of place in <c>"),
        ("xl/workbook.xml", "(<bookViews>.*</bookViews>)(<sheets>.*</sheets>)", r"\2\1",
         "", "<bookViews> is out of place in <workbook>"),
        ("xl/styles.xml", "(<fonts.*</fonts>)(<fills.*</fills>)", r"\2\1", "",
         "<fonts> is out of place in <styleSheet>"),
        ("xl/tables/table1.xml", "(<tableColumns.*</tableColumns>)", r"\1<autoFilter ref='A2:B4'/>",
         "", "<autoFilter> is out of place in <table>"),
    ],
)  # fmt: skip
def test_an_element_that_stands_where_it_has_no_place(
    tmp_path: Path, part: str, old: str, new: str, where: str, place: str
) -> None:
    path = patched(written(good(), tmp_path / "book.xlsx"), part, old, new)
    violations = [violation for violation in lint(path) if violation.rule == "element-order"]
    assert [violation.where for violation in violations] == [where]
    assert f"In {part}, {place}:" in violations[0].message


def test_it_is_the_most_severe_rule_and_comes_first() -> None:
    first, *others = catalogue().values()
    assert first.id == "element-order"
    assert first.severity is Severity.BLOCKER
    assert all(rule.severity is not Severity.BLOCKER for rule in others)


def test_what_stands_for_an_element_in_another_namespace_is_passed_over(tmp_path: Path) -> None:
    compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    other = f'<m:AlternateContent xmlns:m="{compatibility}"/></sheetData>'
    path = patched(written(good(), tmp_path / "book.xlsx"), SHEET, "</sheetData>", other)
    assert lint(path) == []
