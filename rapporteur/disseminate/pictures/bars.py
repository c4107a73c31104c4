"""Draw horizontal bars by category, with a figure for each count.

The series of a category stand end to end where their sum means something, else one below the other.
"""

from typing import NamedTuple

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
    end = WIDTH - 12 - canvas.measure(number(edition, content.longest), _SIZE)
    ticks = [int(tick) for tick in MaxNLocator(6, integer=True).tick_values(0, content.longest)]
    scale = (end - start) / ticks[-1]
    top, group = canvas.height, None
    for row, lines, values in zip(content.rows, labels, content.values, strict=True):
        if row.group != group:
            group = row.group
            _heading(canvas, edition, content, row)
        if content.chart.stacked:
            parts = _parts(canvas, edition, values, (start, scale))
            above = _SMALL if any(part.above is not None for part in parts) else 0.0
            tall = above + max(_BAR, len(lines) * _SIZE * LINE) + _GAP
            middle = canvas.height + (above + tall) / 2
            canvas.text(start - 6, middle, lines, _SIZE, align="right")
            _stacked_bar(canvas, edition, content, parts, (start, middle))
        else:
            tall = max(_BAR * len(values), len(lines) * _SIZE * LINE) + _GAP
            middle = canvas.height + tall / 2
            canvas.text(start - 6, middle, lines, _SIZE, align="right")
            _bars(canvas, edition, content, values, (start, middle, scale))
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


class _Part(NamedTuple):
    """A part of a stacked bar, in points; `above` is the middle of a figure too wide for it."""

    place: int
    value: int
    x: float
    wide: float
    above: float | None


def _parts(
    canvas: Canvas, edition: Edition, values: tuple[int, ...], at: tuple[float, float]
) -> list[_Part]:
    """The parts of a bar that are not zero; figures above it do not touch each other."""
    parts: list[_Part] = []
    (x, scale), taken = at, 0.0
    for place, value in enumerate(values):
        if not value:
            continue
        wide, room = value * scale, _room(canvas, edition, value)
        above = None
        if len(values) > 1 and room > wide:
            above = max(x + wide / 2, taken + room / 2)
            taken = above + room / 2
        parts.append(_Part(place, value, x, wide, above))
        x += wide
    return parts


def _stacked_bar(
    canvas: Canvas,
    edition: Edition,
    content: ChartContent,
    parts: list[_Part],
    at: tuple[float, float],
) -> None:
    """The parts end to end, each with its figure, and the sum at the end."""
    end, middle = at
    for part in parts:
        figure = number(edition, part.value)
        unstated = _unstated(content, content.columns[part.place])
        box = style(part.place, unstated)
        canvas.box(part.x, middle - _BAR / 2, part.wide, _BAR, box)
        if part.above is not None:
            line = middle - _BAR / 2 - _SMALL / 2 - 1
            canvas.text(part.above, line, [figure], _SMALL, align="center")
        elif len(content.columns) > 1:
            if unstated:  # a number on a hatch cannot be read
                room = _room(canvas, edition, part.value)
                blank = {"facecolor": "white", "linewidth": 0}
                left = part.x + (part.wide - room) / 2
                canvas.box(left, middle - _BAR / 2 + 1, room, _BAR - 2, blank)
            ink = ink_on("" if unstated else series_color(part.place))
            canvas.text(part.x + part.wide / 2, middle, [figure], _SMALL, align="center", color=ink)
        end = part.x + part.wide
    total = number(edition, sum(part.value for part in parts))
    canvas.text(end + 4, middle, [total], _SIZE)


def _bars(
    canvas: Canvas,
    edition: Edition,
    content: ChartContent,
    values: tuple[int, ...],
    at: tuple[float, float, float],
) -> None:
    """A bar for each series, one below the other, each with its figure at the end."""
    x, middle, scale = at
    top = middle - _BAR * len(values) / 2
    for place, (column, value) in enumerate(zip(content.columns, values, strict=True)):
        if value:
            box = style(place, _unstated(content, column))
            canvas.box(x, top, value * scale, _BAR, box)
        canvas.text(x + value * scale + 4, top + _BAR / 2, [number(edition, value)], _SMALL)
        top += _BAR


def _room(canvas: Canvas, edition: Edition, value: int) -> float:
    """The width of a figure with a little space on each side."""
    return canvas.measure(number(edition, value), _SMALL) + 1.5


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
