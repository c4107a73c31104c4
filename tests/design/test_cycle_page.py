"""docs/cycle.md names every key and column that the program knows, and no other."""

import re

import pytest

from rapporteur.design.chart_spec import Axis, Chart
from rapporteur.design.cycle import Definition, Submissions
from rapporteur.design.roster import COLUMNS
from rapporteur.design.table_spec import Column, Point, Table
from tests.support import ROOT

PAGE = (ROOT / "docs" / "cycle.md").read_text(encoding="utf-8")
MADE = {"id", "path", "origins"}
"""The fields of a sidecar that no key stands for."""


def tables() -> list[set[str]]:
    """The names in the first column of each table of the page."""
    found = re.findall(r"\| (?:key|column) \|.*\n\| -.*\n((?:\|.*\n)+)", PAGE)
    return [
        {name for line in table.splitlines() for name in re.findall(r"`(\w+)`", line.split("|")[1])}
        for table in found
    ]


@pytest.mark.parametrize(
    ("number", "names"),
    [
        (0, set(Definition.model_fields)),
        (1, set(Submissions.model_fields)),
        (2, {*COLUMNS, "name", "email"}),
        (3, {*Table.model_fields, "own"} - MADE),
        (4, set(Column.model_fields)),
        (5, set(Point.model_fields)),
        (6, set(Chart.model_fields) - MADE),
    ],
)
def test_a_table_of_the_page_has_every_name(number: int, names: set[str]) -> None:
    assert tables()[number] == names


def test_the_axes_of_charts_are_explained() -> None:
    (line,) = re.findall(r"^An axis has .*$", PAGE, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", line)) - {"code"} == set(Axis.model_fields)


def test_what_is_required_is_marked() -> None:
    required = {name for name, one in Definition.model_fields.items() if one.is_required()}
    marked = re.findall(r"^\| `(\w+)` \| [^|]* \| \*\*required", PAGE.split("## roster")[0], re.M)
    assert set(marked) == required
