"""Draw horizontal bars: a line for each category, its series side by side with their numbers."""

from matplotlib.ticker import MaxNLocator

from rapporteur.disseminate.content.chart_content import ChartContent, Place
from rapporteur.disseminate.content.chart_texts import column_label, label, number, row_label
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.palette import DARK, ink_on, series_color, style
from rapporteur.disseminate.pictures.canvas import GREY, LINE, RULE, WIDTH, Canvas

_SIZE, _SMALL = 7.5, 7.0
_BAR, _GAP = 10.0, 5.0  # points: a bar, and the least gap between two
_WIDEST = 0.4  # of the width, for the labels of the categories


def draw_bars(canvas: Canvas, edition: Edition, content: ChartContent) -> None:
    """Add the legend, the bars and the axis of counts below what is on the canvas."""
    if content.chart.series:
        _legend(canvas, edition, content)
    labels = [
        canvas.lines(row_label(edition, content, row), _SIZE, WIDTH * _WIDEST)
        for row in content.rows
    ]
    start = max(canvas.measure(line, _SIZE) for lines in labels for line in lines) + 6
    sums = [sum(values) for values in content.values]
    end = WIDTH - 12 - canvas.measure(number(edition, max(sums)), _SIZE)
    ticks = [int(tick) for tick in MaxNLocator(6, integer=True).tick_values(0, max(sums))]
    scale = (end - start) / ticks[-1]
    top, group = canvas.height, None
    for row, lines, values in zip(content.rows, labels, content.values, strict=True):
        if row.group != group:
            group = row.group
            _heading(canvas, edition, content, row)
        tall = max(_BAR, len(lines) * _SIZE * LINE) + _GAP
        middle = canvas.height + tall / 2
        canvas.text(start - 6, middle, lines, _SIZE, align="right")
        _bar(canvas, edition, content, values, (start, middle, scale))
        canvas.height += tall
    for tick in ticks:
        x = start + tick * scale
        canvas.line((x, top), (x, canvas.height + 2), GREY if tick == 0 else RULE)
        canvas.text(
            x, canvas.height + 8, [number(edition, tick)], _SMALL, align="center", color=GREY
        )
    canvas.height += 14
    title = edition.words(content.chart.value.header)
    canvas.text((start + end) / 2, canvas.height + 5, [title], _SMALL, align="center", color=GREY)
    canvas.height += 18


def _bar(
    canvas: Canvas,
    edition: Edition,
    content: ChartContent,
    values: tuple[int, ...],
    at: tuple[float, float, float],
) -> None:
    x, middle, scale = at
    for place, (column, value) in enumerate(zip(content.columns, values, strict=True)):
        if not value:
            continue
        wide, figure = value * scale, number(edition, value)
        unstated = _unstated(content, column)
        canvas.box(x, middle - _BAR / 2, wide, _BAR, style(place, unstated))
        room = canvas.measure(figure, _SMALL) + 1.5
        if len(content.columns) > 1 and room <= wide:
            if unstated:  # a number on a hatch cannot be read
                blank = {"facecolor": "white", "linewidth": 0}
                canvas.box(x + (wide - room) / 2, middle - _BAR / 2 + 1, room, _BAR - 2, blank)
            ink = ink_on("" if unstated else series_color(place))
            canvas.text(x + wide / 2, middle, [figure], _SMALL, align="center", color=ink)
        x += wide
    if len(content.columns) == 1 or "category" in content.chart.totals:
        canvas.text(x + 4, middle, [number(edition, sum(values))], _SIZE)


def _heading(canvas: Canvas, edition: Edition, content: ChartContent, row: Place) -> None:
    words = label(edition, content, "group", row.group)
    canvas.height += 4
    canvas.text(0, canvas.height + 6, [words], _SIZE, color=DARK)
    canvas.height += 13


def _legend(canvas: Canvas, edition: Edition, content: ChartContent) -> None:
    x = 0.0
    for place, column in enumerate(content.columns):
        words = column_label(edition, content, column)
        wide = 16 + canvas.measure(words, _SIZE)
        if x and x + wide > WIDTH:
            x, canvas.height = 0.0, canvas.height + 13
        canvas.box(x, canvas.height + 2, 11, 8, style(place, _unstated(content, column)))
        canvas.text(x + 16, canvas.height + 6, [words], _SIZE)
        x += wide + 14
    canvas.height += 20


def _unstated(content: ChartContent, column: Place) -> bool:
    return content.chart.series is not None and column.code is None
