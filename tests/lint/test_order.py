"""Elements out of order, in any part of a workbook: what Excel would offer to repair."""

from pathlib import Path

import pytest

from rapporteur.design.findings import Severity
from rapporteur.lint.catalogue import catalogue
from rapporteur.lint.linter import lint
from tests.lint.workbooks import good, patched, written

SHEET = "xl/worksheets/sheet4.xml"


@pytest.mark.parametrize(
    ("part", "old", "new", "where", "said"),
    [
        (SHEET, "<sheetData>", '<autoFilter ref="A2:C6"/><sheetData>', "Regions",
         "<sheetData> stands in <worksheet>"),
        (SHEET, "</sheetData>", '<mergeCells><mergeCell ref="A8:B8"/></mergeCells></sheetData>',
         "Regions!A6", "<mergeCells> stands in <sheetData>"),
        (SHEET, '(<row r="3".*?</row>)(<row r="4".*?</row>)', r"\2\1", "Regions!A3",
         "<row> stands in <sheetData>"),
        (SHEET, '(<c r="A3".*?</c>)(<c r="B3".*?</c>)', r"\2\1", "Regions!A3",
         "<c> stands in <row>"),
        (SHEET, '<c r="B3"([^>]*)><v>12</v>', r'<c r="B3"\1><v>12</v><f>6+6</f>', "Regions!A2",
         "<f> stands in <c>"),
        ("xl/workbook.xml", "(<bookViews>.*</bookViews>)(<sheets>.*</sheets>)", r"\2\1",
         "", "<bookViews> stands in <workbook>"),
        ("xl/styles.xml", "(<fonts.*</fonts>)(<fills.*</fills>)", r"\2\1", "",
         "<fonts> stands in <styleSheet>"),
        ("xl/tables/table1.xml", "(<tableColumns.*</tableColumns>)", r"\1<autoFilter ref='A2:B4'/>",
         "", "<autoFilter> stands in <table>"),
    ],
)  # fmt: skip
def test_an_element_that_stands_where_it_has_no_place(
    tmp_path: Path, part: str, old: str, new: str, where: str, said: str
) -> None:
    path = patched(written(good(), tmp_path / "book.xlsx"), part, old, new)
    hits = [one for one in lint(path) if one.rule == "element-order"]
    assert [one.where for one in hits] == [where]
    assert f"In {part}, {said} where it has no place" in hits[0].message


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
