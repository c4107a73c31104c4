"""A chart's counts as the table of a sheet, from which a workbook's own chart is drawn."""

from rapporteur.disseminate.content.chart_content import ChartContent
from rapporteur.disseminate.content.chart_texts import (
    column_label,
    full_column_label,
    label,
    notes,
    row_label,
)
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.grid import Cell, Grid, GridColumn, Line, rows_of
from rapporteur.disseminate.content.palette import NOTHING, shade


def chart_grid(edition: Edition, content: ChartContent, title: str) -> Grid:
    """The sheet, named as the chart: a row for each category, a column for each series.

    It has totals where the sidecar asks for them. A chart without counts has no rows, but a line
    that says so.
    """
    chart, printed = content.chart, edition.profile.printed
    below: list[Line] = [*notes(edition, content)]
    measure = edition.words(chart.value.header)
    above: list[Line] = [measure] if chart.series else []
    if content.empty:
        above = [edition.say("chart-empty")]
    colours = fills(content).items() if printed else ()  # others read in colours of their own
    return Grid(
        sheet=chart.id,
        name=chart.id,
        title=title,
        above=[*above, *([] if printed else below), edition.back],
        columns=_columns(edition, content),
        rows=rows_of([] if content.empty else _rows(edition, content)),
        below=below if printed else [],
        fills={at: color.removeprefix("#").upper() for at, color in colours},
    )


def label_columns(content: ChartContent) -> int:
    """How many columns of the sheet stand before those of the counts."""
    return 2 if content.chart.group and not content.matrix else 1


def fills(content: ChartContent) -> dict[tuple[int, int], str]:
    """The colours (#rrggbb) of a matrix' cells by their row and column in the table, from 0.

    The larger the count, the deeper the colour; zero and the column of what was not stated have
    none. A chart that is not a matrix has no colours.
    """
    if not content.matrix or content.empty:
        return {}
    most = deepest(content)
    return {
        (at, label_columns(content) + place): color
        for at, values in enumerate(content.values)
        for place, (column, value) in enumerate(zip(content.columns, values, strict=True))
        if column.code is not None and (color := shade(value, most)) != NOTHING
    }


def deepest(content: ChartContent) -> int:
    """The largest coloured count of a matrix: the column of what was not stated has no colour.

    0 where nothing was stated.
    """
    coloured = (
        value
        for values in content.values
        for column, value in zip(content.columns, values, strict=True)
        if column.code is not None
    )
    return max(coloured, default=0)


def _columns(edition: Edition, content: ChartContent) -> list[GridColumn]:
    chart, printed = content.chart, edition.profile.printed
    axes = [chart.category]
    if chart.group and not content.matrix:
        axes.insert(0, chart.group)
    columns = [GridColumn(edition.words(axis.header)) for axis in axes]
    for column in content.columns:
        spanner = label(edition, content, "group", column.group) if printed else ""
        header = column_label if spanner else full_column_label
        columns.append(GridColumn(header(edition, content, column), numeric=True, spanner=spanner))
    if _summed(content, "category"):
        columns.append(GridColumn(edition.say("chart-total"), numeric=True))
    return columns


def _rows(edition: Edition, content: ChartContent) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for row, values in zip(content.rows, content.values, strict=True):
        labels: list[Cell] = [row_label(edition, content, row)]
        if label_columns(content) > 1:
            labels.insert(0, label(edition, content, "group", row.group))
        rows.append([*labels, *values, *([sum(values)] if _summed(content, "category") else [])])
    if _summed(content, "series"):
        sums = [sum(values) for values in zip(*content.values, strict=True)]
        labels = [edition.say("chart-total"), *[""] * (label_columns(content) - 1)]
        rows.append([*labels, *sums, *([sum(sums)] if _summed(content, "category") else [])])
    return rows


def _summed(content: ChartContent, role: str) -> bool:
    """Whether sums are shown; the sum of a single series would only repeat it."""
    return role in content.chart.totals and (role == "series" or len(content.columns) > 1)
