"""The tables and charts of a cycle: those of its own SQL, and those derived from its form.

A cycle without marts has derived tables alone, one with marts only those. With marts and
`tables.csv` it has both, and a mart takes the place of the derived table of its name.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from rapporteur.design.chart_spec import Chart, own_charts
from rapporteur.design.cycle import Cycle
from rapporteur.design.derived_charts import STATES, DerivedChart, derived_charts, derived_states
from rapporteur.design.derived_tables import DerivedTable, derived_list, derived_tables
from rapporteur.design.form import FormNote
from rapporteur.design.table_plan import read_plan, write_plan
from rapporteur.design.table_spec import Table, own_tables
from rapporteur.language.texts import Text


def read_tables(cycle: Cycle) -> Sequence[Table]:
    """The cycle's tables in the order of the workbook.

    Raises `UserError` that names the file and key when a sidecar or `tables.csv` is unusable.
    """
    tables = _all_tables(cycle)
    plan = read_plan(cycle)
    return plan.applied(tables) if plan else tables


def read_charts(cycle: Cycle) -> Sequence[Chart]:
    """The cycle's charts in their order: its own, else those derived from its form.

    Raises `UserError` that names the file and key when a sidecar is missing or unusable.
    """
    if own := own_charts(cycle):
        return own
    return [derived.chart for derived in _derived_charts(cycle, own_tables(cycle))]


def derived_selects(cycle: Cycle) -> Mapping[str, str]:
    """The selects that make derived tables and charts, by the name of what they make.

    A name has its schema, `marts` or `charts`.
    """
    own = own_tables(cycle)
    tables = {f'marts."{one.table.id}"': one.sql for one in _derived(cycle, own)}
    charts = () if own_charts(cycle) else _derived_charts(cycle, own)
    return tables | {f'charts."{one.chart.id}"': one.sql for one in charts}


def derived_codes(cycle: Cycle, name: str) -> Mapping[str, Text]:
    """The codes of a list of derived tables and charts; empty for any other list."""
    return derived_states(cycle) if name == STATES else derived_list(cycle, name)


def plan_tables(cycle: Cycle) -> Path | None:
    """Write `tables.csv` for a cycle whose tables are derived and which has no such file.

    Returns the path if it was written.
    """
    return None if own_tables(cycle) else write_plan(cycle, _all_tables(cycle))


def plan_notes(cycle: Cycle) -> Sequence[FormNote]:
    """What `tables.csv` says without an effect, and what it does not say."""
    plan = read_plan(cycle)
    return list(plan.notes(_all_tables(cycle), cycle.definition.languages)) if plan else []


def _all_tables(cycle: Cycle) -> Sequence[Table]:
    """The tables that could be published: own ones, then derived ones."""
    own = own_tables(cycle)
    return [*own, *(derived.table for derived in _derived(cycle, own))]


def _derived(cycle: Cycle, own: Sequence[Table]) -> Sequence[DerivedTable]:
    """The derived tables in whose place none of the cycle's `own` stands."""
    if own and read_plan(cycle) is None:
        return []
    names = {table.id for table in own}
    return [derived for derived in derived_tables(cycle) if derived.table.id not in names]


def _derived_charts(cycle: Cycle, own: Sequence[Table]) -> Sequence[DerivedChart]:
    """The derived charts; none where the cycle publishes its `own` tables alone."""
    return [] if own and read_plan(cycle) is None else derived_charts(cycle)
