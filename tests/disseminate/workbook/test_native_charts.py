"""Excel's own charts: what they say, and that other programs can read them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from rapporteur.disseminate.content.chart_content import ChartContent
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.workbook.chart_sheet import chart_grid
from rapporteur.disseminate.workbook.native_charts import native_chart
from tests.support import Convert

Contents = dict[str, ChartContent]
Editions = Callable[[str], Edition]


def book(edition: Edition, contents: Contents, path: Path) -> Path:
    """A workbook with a sheet and, where there is one, a chart for each."""
    workbook = Workbook()
    del workbook["Sheet"]
    for content in contents.values():
        grid = chart_grid(edition, content, "Title")
        sheet = workbook.create_sheet(grid.sheet)
        for column, given in enumerate(grid.columns, start=1):
            sheet.cell(grid.header_row, column, given.header)
        for row, cells in enumerate(grid.rows, start=grid.header_row + 1):
            for column, value in enumerate(cells, start=1):
                sheet.cell(row, column, value)
        chart = native_chart(edition, content, grid.sheet, grid.header_row)
        if chart is not None:
            sheet.add_chart(chart, "J1")
    workbook.save(path)
    return path


def charts(path: Path) -> dict[str, Any]:
    """The charts of a workbook by sheet, as openpyxl reads them."""
    sheets: list[Any] = load_workbook(path).worksheets
    return {sheet.title: chart for sheet in sheets for chart in sheet._charts}


@pytest.fixture(scope="module")
def english(
    contents: Contents, edition: Editions, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    return book(edition("en"), contents, tmp_path_factory.mktemp("native") / "en.xlsx")


@pytest.fixture(scope="module")
def arabic(contents: Contents, edition: Editions, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return book(edition("ar"), contents, tmp_path_factory.mktemp("native") / "ar.xlsx")


def plain(title: Any) -> str:
    return "".join(run.t for paragraph in title.tx.rich.p for run in paragraph.r)


def test_every_chart_but_the_matrix_is_there(english: Path, contents: Contents) -> None:
    assert set(charts(english)) == set(contents) - {"elements_by_status"}


def test_a_chart_says_what_it_shows(english: Path) -> None:
    chart = charts(english)["measures_by_timing"]
    assert plain(chart.title).startswith("Measures reported in the replies")
    assert plain(chart.x_axis.title) == "Kind of measure"
    assert plain(chart.y_axis.title) == "Number of measures"
    assert chart.y_axis.numFmt.formatCode == "#,##0"
    assert (chart.barDir, chart.grouping, chart.overlap) == ("bar", "stacked", 100)
    assert chart.tagname == "barChart", "not bar3DChart"


def test_its_series_are_the_cells_of_the_sheet(english: Path) -> None:
    sheet = load_workbook(english)["measures_by_timing"]

    def cells(reference: str) -> list[object]:
        area = sheet[reference.partition("!")[2].replace("$", "")]
        return [row[0].value for row in area]

    series = charts(english)["measures_by_timing"].series
    assert [cells(one.tx.strRef.f)[0] for one in series] == [
        "Before the adoption", "After the adoption", "Timing not known",
    ]  # fmt: skip
    assert [cells(one.val.numRef.f) for one in series] == [[1, 0], [0, 2], [1, 1]]
    assert cells(series[0].cat.strRef.f) == ["Strategies, policies, programmes and plans", "Laws"]


def test_series_differ_without_colour_and_have_their_numbers(english: Path) -> None:
    before, after, unknown = charts(english)["measures_by_timing"].series
    dark, middle = (one.spPr.solidFill.srgbClr for one in (before, after))
    assert int(dark[:2], 16) + 40 < int(middle[:2], 16)
    assert unknown.spPr.pattFill.prst == "ltUpDiag"
    assert all(one.dLbls.showVal for one in (before, after, unknown))
    assert [label.idx for label in before.dLbls.dLbl] == [1], "a zero has no number"


@pytest.mark.parametrize("chart", ["replies", "goals_covered"])
def test_replies_and_desk_research_do_not_add_up_to_one_bar(english: Path, chart: str) -> None:
    read = charts(english)[chart]
    assert (read.grouping, read.overlap or 0) == ("clustered", 0)
    for series in read.series:
        assert (series.dLbls.dLblPos, series.dLbls.showVal) == ("outEnd", True)
        assert not series.dLbls.dLbl, "each has its number, also a zero"


@pytest.mark.parametrize("chart", ["replies", "goals_covered"])
def test_arabic_reads_from_the_right(english: Path, arabic: Path, chart: str) -> None:
    assert charts(english)[chart].y_axis.scaling.orientation == "minMax"
    read = charts(arabic)[chart]
    assert read.y_axis.scaling.orientation == "maxMin"
    assert read.title.tx.rich.p[0].pPr.rtl


def test_libreoffice_shows_the_same_counts(arabic: Path, libreoffice: Convert) -> None:
    resaved = charts(libreoffice(arabic, "xlsx"))["replies"]
    shown = [[int(point.v) for point in one.val.numRef.numCache.pt] for one in resaved.series]
    assert shown == [[2, 1, 1, 1, 1, 0], [1, 0, 0, 0, 1, 0]]
    assert resaved.y_axis.scaling.orientation == "maxMin"


def test_of_nothing_there_is_no_chart(contents: Contents, edition: Editions) -> None:
    nothing = replace(contents["replies"], points=())
    assert native_chart(edition("en"), nothing, "replies", 4) is None
