"""The tables that a cycle publishes: those of its own marts, else those derived from its form."""

from collections.abc import Mapping, Sequence

from rapporteur.design.cycle import Cycle
from rapporteur.design.derived_tables import derived_tables
from rapporteur.design.table_spec import Table, own_tables


def read_tables(cycle: Cycle) -> Sequence[Table]:
    """The cycle's tables in the order of the workbook.

    Raises `UserError` that names the file and key when a sidecar is missing or unusable.
    """
    return own_tables(cycle) or [derived.table for derived in derived_tables(cycle)]


def derived_selects(cycle: Cycle) -> Mapping[str, str]:
    """The selects that make the rows of derived tables, by id; none where a cycle has marts."""
    if own_tables(cycle):
        return {}
    return {derived.table.id: derived.sql for derived in derived_tables(cycle)}
