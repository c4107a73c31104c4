"""The charts: each is SQL that counts and a sidecar that says its kind, texts and axes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from rapporteur.design.cycle import Cycle
from rapporteur.design.sidecar_texts import Origin, SharedTexts, shared_texts
from rapporteur.design.sidecars import read_sidecar, read_sidecars
from rapporteur.design.table_spec import Words
from rapporteur.kernel.errors import UserError

# A chart's id is also the name of a sheet and of a table: letters and _, so like no cell.
_ID = re.compile(r"[a-z][a-z_]{2,30}")


class Axis(BaseModel):
    """A column of codes that is counted by.

    `missing` is what an empty cell is called; without it, there may be none. `complete` shows
    every code of the list, also where nothing was counted; `backwards` begins with the last.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    codelist: str
    header: Words
    missing: Words | None = None
    complete: bool = False
    backwards: bool = False
    type: Literal["code"] = "code"


class Measure(BaseModel):
    """The column that holds the counts. Its header, with the unit, is also the axis' title."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    header: Words


class Chart(BaseModel):
    """A sidecar. `path` is its file; `alt` are patterns of Project Fluent.

    `bars` are horizontal bars by category; a group puts a heading over some of them. `matrix`
    has a row for each category and a column for each series; a group puts a heading over some of
    the columns. `totals` says which sums mean something: of a category over its series, of a
    series over its categories. The series of a category stand in one bar only where their sum
    means something, otherwise each has its own bar: the length of a bar is a sum too.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    path: Path
    order: int
    kind: Literal["bars", "matrix"]
    title: Words
    alt: Words
    source: Words
    notes: tuple[Words, ...] = ()
    group: Axis | None = None
    category: Axis
    series: Axis | None = None
    value: Measure
    totals: tuple[Literal["category", "series"], ...] = ()
    origins: dict[str, Origin | None] = {}  # as a table's

    @model_validator(mode="after")
    def _columns_fit(self) -> Self:
        if len(set(self.columns)) < len(self.columns):
            raise ValueError("group, category, series and value must be different columns")
        if self.kind == "matrix" and self.series is None:
            raise ValueError("series: a matrix needs them")
        return self

    @property
    def axes(self) -> dict[str, Axis]:
        """What is counted by: group, category and series, as far as there are."""
        axes = {"group": self.group, "category": self.category, "series": self.series}
        return {role: axis for role, axis in axes.items() if axis}

    @property
    def stacked(self) -> bool:
        """Whether the series of a category stand in one bar, end to end."""
        return self.series is None or "category" in self.totals

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the SQL must give."""
        return (*(axis.name for axis in self.axes.values()), self.value.name)

    def words(self) -> Iterator[tuple[str, Words]]:
        """Every text with the key that it stands under."""
        yield "title", self.title
        yield "alt", self.alt
        yield "source", self.source
        for number, note in enumerate(self.notes, start=1):
            yield f"notes.{number}", note
        for role, axis in self.axes.items():
            yield f"{role}.header", axis.header
            if axis.missing is not None:
                yield f"{role}.missing", axis.missing
        yield "value.header", self.value.header


def own_charts(cycle: Cycle) -> tuple[Chart, ...]:
    """The charts that the cycle's own SQL makes, in their order; perhaps none.

    Raises `UserError` that names the file and key when a sidecar is missing or unusable.
    """
    shared = shared_texts(cycle)
    return read_sidecars(
        cycle.sql / "charts",
        lambda path: _read(path, cycle, shared),
        "A chart needs both: the SQL that counts and the text that explains it.",
    )


def _read(path: Path, cycle: Cycle, shared: SharedTexts) -> Chart:
    if not _ID.fullmatch(path.stem):
        raise UserError(
            f"{path}: “{path.stem}” cannot be the name of a chart.",
            "Use 3 to 31 lower-case letters and _.",
        )
    if (cycle.sql / "marts" / path.with_suffix(".sql").name).exists():
        raise UserError(f"{path}: “{path.stem}” is also a table; both are sheets of one workbook.")
    return read_sidecar(Chart, path, "charts", shared)
