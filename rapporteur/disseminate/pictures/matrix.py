"""Draw a matrix: numbers in cells, a row for each category, deeper colours for more."""

from rapporteur.disseminate.content.chart_content import ChartContent
from rapporteur.disseminate.content.chart_texts import column_label, label, number, row_label
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.palette import DARK, INK, NOTHING, shade
from rapporteur.disseminate.pictures.canvas import GREY, LINE, WIDTH, Canvas
from rapporteur.disseminate.workbook.chart_sheet import deepest

_SIZE, _SMALL = 7.5, 7.0
_ROW = 15.0
_BETWEEN = 8.0  # points: two groups of columns
_WIDEST = 0.42  # of the width, for the labels of the rows


def draw_matrix(canvas: Canvas, edition: Edition, content: ChartContent) -> None:
    """Add the headings and the cells below what is on the canvas."""
    canvas.paragraph(edition.words(content.chart.value.header), _SIZE, color=GREY, after=6)
    columns = content.columns
    headers = [column_label(edition, content, column) for column in columns]
    gaps = [i > 0 and columns[i - 1].group != c.group for i, c in enumerate(columns)]
    least = max(canvas.least(header, _SMALL) for header in headers) + 4
    start = min(
        max(canvas.measure(row_label(edition, content, row), _SIZE) for row in content.rows) + 6,
        WIDTH * _WIDEST,
        WIDTH - sum(gaps) * _BETWEEN - least * len(columns),
    )
    wide = (WIDTH - start - sum(gaps) * _BETWEEN) / len(columns)
    lefts = [start + i * wide + sum(gaps[: i + 1]) * _BETWEEN for i in range(len(columns))]
    if content.chart.group:
        _groups(canvas, edition, content, lefts, wide)
    lines = [canvas.lines(header, _SMALL, wide - 3) for header in headers]
    tall = max(map(len, lines)) * _SMALL * LINE
    for left, header in zip(lefts, lines, strict=True):
        below = canvas.height + tall - len(header) * _SMALL * LINE / 2
        canvas.text(left + wide / 2, below, header, _SMALL, align="center")
    canvas.height += tall + 4
    most = deepest(content)
    for row, values in zip(content.rows, content.values, strict=True):
        words = canvas.lines(row_label(edition, content, row), _SIZE, start - 6)
        high = max(_ROW, len(words) * _SIZE * LINE + 4)
        canvas.text(0, canvas.height + high / 2, words, _SIZE)
        for left, column, value in zip(lefts, columns, values, strict=True):
            fill = NOTHING if column.code is None else shade(value, most)
            style = {"facecolor": fill, "edgecolor": "#bfbfbf", "linewidth": 0.5}
            canvas.box(left + 0.5, canvas.height + 0.5, wide - 1, high - 1, style)
            middle = (left + wide / 2, canvas.height + high / 2)
            ink = INK if value else GREY
            canvas.text(*middle, [number(edition, value)], _SIZE, align="center", color=ink)
        canvas.height += high
    canvas.height += 8


def _groups(
    canvas: Canvas, edition: Edition, content: ChartContent, lefts: list[float], wide: float
) -> None:
    """The headings over the columns that they are of, each with a rule below."""
    spans = {
        group: [x for x, c in zip(lefts, content.columns, strict=True) if c.group == group]
        for group in content.groups
    }
    lines = {
        group: canvas.lines(label(edition, content, "group", group), _SIZE, xs[-1] + wide - xs[0])
        for group, xs in spans.items()
    }
    tall = max(map(len, lines.values())) * _SIZE * LINE
    for group, xs in spans.items():
        middle, end = canvas.height + tall / 2, xs[-1] + wide
        canvas.text((xs[0] + end) / 2, middle, lines[group], _SIZE, align="center", color=DARK)
        rule = canvas.height + tall + 2
        canvas.line((xs[0] + 0.5, rule), (end - 0.5, rule), DARK)
    canvas.height += tall + 5
