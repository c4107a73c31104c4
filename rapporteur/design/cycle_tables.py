"""The tables that a cycle publishes: those of its own marts, else those derived from its form."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from rapporteur.design.cycle import Cycle
from rapporteur.design.derived_tables import derived_tables
from rapporteur.design.form import FormNote
from rapporteur.design.table_plan import read_plan, write_plan
from rapporteur.design.table_spec import Table, own_tables


def read_tables(cycle: Cycle) -> Sequence[Table]:
    """The cycle's tables in the order of the workbook.

    Raises `UserError` that names the file and key when a sidecar or `tables.csv` is unusable.
    """
    if own := own_tables(cycle):
        return own
    tables = [derived.table for derived in derived_tables(cycle)]
    plan = read_plan(cycle)
    return plan.applied(tables) if plan else tables


def derived_selects(cycle: Cycle) -> Mapping[str, str]:
    """The selects that make the rows of derived tables, by id; none where a cycle has marts."""
    if own_tables(cycle):
        return {}
    return {derived.table.id: derived.sql for derived in derived_tables(cycle)}


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
