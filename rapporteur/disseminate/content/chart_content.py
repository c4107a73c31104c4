"""What a chart shows, before it takes the form of a picture or a sheet: codes and counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rapporteur.design.chart_spec import Axis, Chart
from rapporteur.design.cycle import Cycle
from rapporteur.design.cycle_tables import read_charts
from rapporteur.disseminate.content.labels import Labels
from rapporteur.kernel.errors import UserError
from rapporteur.language.texts import Text
from rapporteur.warehouse.reader import Results, results_of

Code = str | None
"""None is what was not stated, or, of a group or series that the chart does not have, nothing."""


class Point(NamedTuple):
    """One count."""

    group: Code
    category: Code
    series: Code
    value: int


class Place(NamedTuple):
    """A row or column of the chart: a category or series, and the group that it stands under."""

    group: Code
    code: Code


@dataclass(frozen=True)
class ChartContent:
    """A chart's counts, with the labels of the codes by role: group, category and series."""

    chart: Chart
    points: tuple[Point, ...]
    codes: Mapping[str, Mapping[str, Text]]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(point.value for point in self.points)

    @property
    def matrix(self) -> bool:
        """Whether the groups stand over the columns, not over the rows."""
        return self.chart.kind == "matrix"

    @cached_property
    def groups(self) -> tuple[Code, ...]:
        """The groups in the order of their list; (None,) if there are none."""
        return self._ordered("group", (point.group for point in self.points))

    @cached_property
    def rows(self) -> tuple[Place, ...]:
        """The categories, group by group unless the chart is a matrix."""
        return self._places("category", grouped=not self.matrix)

    @cached_property
    def columns(self) -> tuple[Place, ...]:
        """The series, group by group if the chart is a matrix; one where there are none."""
        return self._places("series", grouped=self.matrix)

    def value(self, row: Place, column: Place) -> int:
        """The count where they meet."""
        group = column.group if self.matrix else row.group
        return self._values.get((group, row.code, column.code), 0)

    @cached_property
    def values(self) -> tuple[tuple[int, ...], ...]:
        """The counts, row by row."""
        return tuple(tuple(self.value(row, column) for column in self.columns) for row in self.rows)

    @property
    def longest(self) -> int:
        """The count of the longest bar; 0 where there is nothing to show."""
        if self.chart.stacked:
            return max((sum(values) for values in self.values), default=0)
        return max((value for values in self.values for value in values), default=0)

    @cached_property
    def _values(self) -> Mapping[tuple[Code, Code, Code], int]:
        return {point[:3]: point.value for point in self.points}

    def _places(self, role: str, grouped: bool) -> tuple[Place, ...]:
        at = Point._fields.index(role)
        if not grouped:
            return tuple(Place(None, code) for code in self._ordered(role, self._held(at)))
        return tuple(
            Place(group, code)
            for group in self.groups
            for code in self._ordered(role, self._held(at, group))
        )

    def _held(self, at: int, *groups: Code) -> list[Code]:
        """What stands at a place of the points, of those groups if any are given."""
        points = [point for point in self.points if not groups or point.group in groups]
        return [point[at] for point in points]  # type: ignore[misc]

    def _ordered(self, role: str, held: Iterable[Code]) -> tuple[Code, ...]:
        """The codes in the order of their list, what was not stated last."""
        axis, found = self.chart.axes.get(role), set(held)
        if axis is None:
            return (None,)
        listed = [code for code in self.codes[role] if axis.complete or code in found]
        if axis.backwards:
            listed.reverse()
        return (*listed, *([None] if None in found else []))


def read_chart_contents(cycle: Cycle, labels: Labels) -> tuple[ChartContent, ...]:
    """The cycle's charts with their counts, in their order; none for a cycle without charts.

    Raises `UserError` when there is no warehouse, or where it and a sidecar disagree.
    """
    charts = read_charts(cycle)
    if not charts:
        return ()
    with results_of(cycle) as results:
        return tuple(_content(chart, labels, results) for chart in charts)


def _content(chart: Chart, labels: Labels, results: Results) -> ChartContent:
    rows = results.counts(chart)
    roles = list(chart.axes)
    absent = {"group": None, "series": None}
    points = [
        Point(**{**absent, **dict(zip(roles, row[:-1], strict=True))}, value=row[-1])
        for row in rows
    ]
    codes = {role: labels.codes(chart, axis) for role, axis in chart.axes.items()}
    for role, axis in chart.axes.items():
        _check(chart, axis, {getattr(point, role) for point in points}, codes[role])
    if len({point[:3] for point in points}) < len(points):
        raise UserError(
            f"{chart.path.with_suffix('.sql')} counts the same twice.",
            f"Give one row for each {', '.join(chart.columns[:-1])}.",
        )
    return ChartContent(chart, tuple(points), codes)


def _check(chart: Chart, axis: Axis, held: set[Code], known: Mapping[str, Text]) -> None:
    sql = chart.path.with_suffix(".sql")
    if None in held and axis.missing is None:
        raise UserError(
            f"{sql} gives an empty cell in the column {axis.name}.",
            f"Say in {chart.path.name} what it is called: {axis.name} … missing.",
        )
    unknown = sorted(code for code in held if code is not None and code not in known)
    if unknown:
        raise UserError(
            f"{sql} gives “{unknown[0]}” in the column {axis.name}, which is not in the list"
            f" {axis.codelist}.",
            "Add the code to the list, with its labels, or mend the SQL.",
        )
