"""The charts of a workbook: Excel's own, drawn from the cells of the chart's sheet."""

from openpyxl.chart import BarChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumFmt, NumRef, StrRef
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.utils import get_column_letter, quote_sheetname

from rapporteur.disseminate.content.chart_content import ChartContent
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.palette import EDGE, INK, ink_on, series_color
from rapporteur.disseminate.workbook.chart_sheet import label_columns

_WIDTH, _HEAD = 24, 5  # centimetres; the latter for title, legend and axis
_PARTS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent")
_GRID, _UNSTATED = "D0D0D0", "7F7F7F"
_TITLE, _TEXT = 1200, 900  # hundredths of a point


def native_chart(
    edition: Edition, content: ChartContent, grid_sheet_name: str, header_row: int
) -> BarChart | None:
    """A chart that reads the sheet made from `chart_grid`, whose header is in that row.

    None for a matrix, whose cells are coloured instead, and for a chart without counts.
    """
    if content.matrix or content.empty:
        return None
    chart = BarChart()
    chart.type, chart.gapWidth = "bar", 40
    chart.grouping, chart.overlap = ("stacked", 100) if content.chart.stacked else ("clustered", 0)
    chart.roundedCorners = False
    bars = len(content.rows) * (1 if content.chart.stacked else len(content.columns))
    chart.width, chart.height = _WIDTH, _HEAD + bars * 3 // 4
    chart.title = _title(edition, edition.words(content.chart.title), _TITLE)
    first, last = header_row + 1, header_row + len(content.rows)
    labels = label_columns(content)
    categories = _cells(grid_sheet_name, labels, first, last)
    for place, column in enumerate(content.columns):
        at = labels + 1 + place
        unstated = content.chart.series is not None and column.code is None
        series = Series(
            idx=place,
            order=place,
            tx=SeriesLabel(strRef=StrRef(_cells(grid_sheet_name, at, header_row, header_row))),
            cat=AxDataSource(strRef=StrRef(categories)),
            val=NumDataSource(numRef=NumRef(f=_cells(grid_sheet_name, at, first, last))),
            spPr=_fill(place, unstated),
            dLbls=_numbers(edition, content, place, unstated),
        )
        chart.series.append(series)
    _axes(chart, edition, content)
    if content.chart.series:
        chart.legend.position = "t"
        chart.legend.txPr = _text(edition, _TEXT)
    else:
        chart.legend = None
    return chart


def _axes(chart: BarChart, edition: Edition, content: ChartContent) -> None:
    """Categories from the top; counts below, from the right in a language written from there."""
    categories, counts = chart.x_axis, chart.y_axis
    categories.scaling.orientation = "maxMin"
    counts.scaling.orientation = "maxMin" if edition.rtl else "minMax"
    counts.scaling.min = 0
    counts.crosses = "max"  # the end of the categories is below
    categories.title = _title(edition, edition.words(content.chart.category.header), _TEXT)
    counts.title = _title(edition, edition.words(content.chart.value.header), _TEXT)
    counts.numFmt = NumFmt(formatCode="#,##0", sourceLinked=False)
    grey = GraphicalProperties(ln=LineProperties(solidFill=_GRID, w=6350))
    counts.majorGridlines = ChartLines(spPr=grey)
    if content.longest <= 10:
        counts.majorUnit = 1  # counts have no halves
    for axis in (categories, counts):
        axis.delete = False  # openpyxl's own default hides them
        axis.txPr = _text(edition, _TEXT)
    categories.tickLblPos = "low"


def _cells(sheet: str, column: int, first: int, last: int) -> str:
    letter = get_column_letter(column)
    return f"{quote_sheetname(sheet)}!${letter}${first}:${letter}${last}"


def _fill(place: int, unstated: bool) -> GraphicalProperties:
    """From dark to light; what was not stated is hatched on white."""
    if not unstated:
        shape = GraphicalProperties(solidFill=_rgb(series_color(place)))
        shape.line = LineProperties(solidFill=_rgb(EDGE), w=6350)
        return shape
    hatch = PatternFillProperties(prst="ltUpDiag")
    hatch.fgClr, hatch.bgClr = (
        ColorChoice(srgbClr=color)  # type: ignore[arg-type]
        for color in (_UNSTATED, "FFFFFF")
    )
    shape = GraphicalProperties(pattFill=hatch)
    shape.line = LineProperties(solidFill=_UNSTATED, w=6350)
    return shape


def _numbers(edition: Edition, content: ChartContent, place: int, unstated: bool) -> DataLabelList:
    """The counts: in the middle of the parts of a bar, where a zero has none; else at its end."""
    hidden = dict.fromkeys(_PARTS, False)
    stacked = content.chart.stacked
    ink = ink_on(series_color(place)) if stacked and not unstated else INK
    zeros = [at for at, values in enumerate(content.values) if stacked and not values[place]]
    return DataLabelList(
        dLbl=[DataLabel(idx=at, **hidden) for at in zeros],
        numFmt="#,##0",
        dLblPos="ctr" if stacked else "outEnd",
        txPr=_text(edition, _TEXT, ink),
        **{**hidden, "showVal": True},
    )


def _title(edition: Edition, text: str, size: int) -> Title:
    run = RegularTextRun(t=text, rPr=CharacterProperties(sz=size, b=False, lang=edition.language))
    rich = RichText(p=[Paragraph(pPr=_paragraph(edition, size), r=[run])])
    return Title(tx=Text(rich=rich), overlay=False)


def _text(edition: Edition, size: int, color: str = INK) -> RichText:
    properties = _paragraph(edition, size, color)
    return RichText(p=[Paragraph(pPr=properties, endParaRPr=CharacterProperties())])


def _paragraph(edition: Edition, size: int, color: str = INK) -> ParagraphProperties:
    characters = CharacterProperties(sz=size, b=False, solidFill=_rgb(color))
    return ParagraphProperties(defRPr=characters, rtl=True if edition.rtl else None)


def _rgb(color: str) -> str:
    return color.removeprefix("#").upper()
