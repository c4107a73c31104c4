"""The tables and charts of a cycle: those of its own SQL, else those derived from its form."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from rapporteur.design.chart_spec import Chart, own_charts
from rapporteur.design.cycle import Cycle
from rapporteur.design.derived_charts import STATES, derived_charts, derived_states
from rapporteur.design.derived_tables import derived_list, derived_tables
from rapporteur.design.form import FormNote
from rapporteur.design.table_plan import read_plan, write_plan
from rapporteur.design.table_spec import Table, own_tables
from rapporteur.language.texts import Text


def read_tables(cycle: Cycle) -> Sequence[Table]:
    """The cycle's tables in the order of the workbook.

    Raises `UserError` that names the file and key when a sidecar or `tables.csv` is unusable.
    """
    if own := own_tables(cycle):
        return own
    tables = [derived.table for derived in derived_tables(cycle)]
    plan = read_plan(cycle)
    return plan.applied(tables) if plan else tables


def read_charts(cycle: Cycle) -> Sequence[Chart]:
    """The cycle's charts in their order; of a cycle with marts only its own.

    Raises `UserError` that names the file and key when a sidecar is missing or unusable.
    """
    if own_tables(cycle):
        return own_charts(cycle)
    return [derived.chart for derived in derived_charts(cycle)]


def derived_selects(cycle: Cycle) -> Mapping[str, str]:
    """The selects that make derived tables and charts, by the name of what they make.

    A name has its schema, `marts` or `charts`. There are none where a cycle has marts.
    """
    if own_tables(cycle):
        return {}
    tables = {f'marts."{one.table.id}"': one.sql for one in derived_tables(cycle)}
    return tables | {f'charts."{one.chart.id}"': one.sql for one in derived_charts(cycle)}


def derived_codes(cycle: Cycle, name: str) -> Mapping[str, Text]:
    """The codes of a list of derived tables and charts; empty for any other list."""
    return derived_states(cycle) if name == STATES else derived_list(cycle, name)


def plan_tables(cycle: Cycle) -> Path | None:
    """Write `tables.csv` for a cycle whose tables are derived and which has no such file.

    Returns the path if it was written.
    """
    if own_tables(cycle):
        return None
    return write_plan(cycle, [derived.table for derived in derived_tables(cycle)])


def plan_notes(cycle: Cycle) -> Sequence[FormNote]:
    """What `tables.csv` says without an effect, and what it does not say."""
    plan = read_plan(cycle)
    if plan is None:
        return []
    if own_tables(cycle):
        return [
            FormNote(
                f"{plan.path} is not used: the cycle has tables of its own.",
                "Delete it, or the folder marts/ of the cycle's SQL.",
            )
        ]
    tables = [derived.table for derived in derived_tables(cycle)]
    return list(plan.notes(tables, cycle.definition.languages))
