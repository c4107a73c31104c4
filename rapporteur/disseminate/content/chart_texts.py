"""What a chart says in one language: labels of its rows and columns, and its alternative text."""

from collections.abc import Iterator, Sequence

from babel.numbers import format_decimal

from rapporteur.disseminate.content.chart_content import ChartContent, Code, Place, Point
from rapporteur.disseminate.content.edition import Edition
from rapporteur.kernel.errors import UserError
from rapporteur.language import cldr
from rapporteur.language.cldr import figure
from rapporteur.language.messages import problem
from rapporteur.language.texts import language_of

UNSTATED = "unstated"
"""The name, in an alternative text, of the code that is none."""


def titles(edition: Edition, contents: Sequence[ChartContent]) -> dict[str, str]:
    """The title of each chart, numbered as a figure; of a single one without a number.

    So the United Nations Editorial Manual has it: figures form a series of their own.
    """
    titles = {content.chart.id: edition.words(content.chart.title) for content in contents}
    if len(titles) < 2:
        return titles
    numbers = {
        chart: figure(at, len(titles), edition.language) for at, chart in enumerate(titles, start=1)
    }
    return {
        chart: edition.say("chart-title", number=numbers[chart], title=title)
        for chart, title in titles.items()
    }


def label(edition: Edition, content: ChartContent, role: str, code: Code) -> str:
    """A group, category or series in words; empty where the chart has none."""
    axis = content.chart.axes.get(role)
    if axis is None:
        return ""
    if code is None:
        return edition.words(axis.missing or {})
    return edition.words(content.codes[role][code])


def row_label(edition: Edition, content: ChartContent, row: Place) -> str:
    """A category in words."""
    return label(edition, content, "category", row.code)


def column_label(edition: Edition, content: ChartContent, column: Place) -> str:
    """A series in words; where there is none, what is counted."""
    if content.chart.series is None:
        return edition.words(content.chart.value.header)
    return label(edition, content, "series", column.code)


def full_column_label(edition: Edition, content: ChartContent, column: Place) -> str:
    """A series in words, with the group that its column stands under."""
    series = column_label(edition, content, column)
    if column.group is None:
        return series
    group = label(edition, content, "group", column.group)
    return edition.say("chart-column-of-group", column=series, group=group)


def number(edition: Edition, value: int) -> str:
    """A count as the language writes it."""
    return str(format_decimal(value, locale=cldr.locale(edition.language)))


def notes(edition: Edition, content: ChartContent) -> list[str]:
    """What stands below the chart: its source, and its notes."""
    chart = content.chart
    source = [edition.say("chart-source", text=edition.words(chart.source))]
    return source + [edition.say("chart-note", text=edition.words(note)) for note in chart.notes]


def alt_text(edition: Edition, content: ChartContent) -> str:
    """What the chart shows and its main figures, in one or two sentences.

    Raises `UserError` when the sidecar's pattern asks for what the chart does not have.
    """
    if content.empty:
        return edition.say("chart-empty")
    alt, params = content.chart.alt, dict(_facts(edition, content))
    language = language_of(alt, edition.language)
    if wrong := problem(language, alt[language].strip(), params):
        raise UserError(f"{content.chart.path}: alt.{language}: {wrong}.")
    return edition.formatted(alt, params)


def _facts(edition: Edition, content: ChartContent) -> Iterator[tuple[str, str | int]]:
    """What a pattern may name, of the whole chart, of each group, each series and both.

    `total`, `top` (the largest category, or those that are equally large), `tops` (how many
    these are), `most` (their count), `shown` (categories with a count), `of` (all categories);
    followed by `_<group>`, `_<series>` or `_<group>_<series>`.
    """
    groups, series = (
        ["", *_names(content, role)] if role in content.chart.axes else [""]
        for role in ("group", "series")
    )
    for group in groups:
        for code in series:
            points = [
                point
                for point in content.points
                if group in ("", _name(point.group)) and code in ("", _name(point.series))
            ]
            rows = [
                row for row in content.rows if content.matrix or group in ("", _name(row.group))
            ]
            for name, value in _of(edition, content, rows, points):
                yield "_".join(filter(None, (name, group, code))), value


def _of(
    edition: Edition, content: ChartContent, rows: Sequence[Place], points: Sequence[Point]
) -> Iterator[tuple[str, str | int]]:
    sums = dict.fromkeys(rows, 0)
    for point in points:
        sums[Place(None if content.matrix else point.group, point.category)] += point.value
    most = max(sums.values(), default=0)
    top = [row for row, value in sums.items() if value == most and most]
    yield "total", sum(sums.values())
    words = [row_label(edition, content, row) for row in top]
    yield "top", edition.enumerate(words) or edition.symbol("not_applicable")
    yield "tops", len(top)
    yield "most", most
    yield "shown", sum(value > 0 for value in sums.values())
    yield "of", len(sums)


def _names(content: ChartContent, role: str) -> list[str]:
    """The codes that may be, and the name of what is not stated."""
    return [*content.codes[role], UNSTATED]


def _name(code: Code) -> str:
    return UNSTATED if code is None else code
