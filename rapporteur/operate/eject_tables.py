"""Write derived tables as files of the cycle, to begin one's own from."""

from collections.abc import Sequence
from pathlib import Path

from rapporteur.design.cycle import Cycle
from rapporteur.design.cycle_tables import plan_tables
from rapporteur.design.derived_tables import derived_tables
from rapporteur.design.table_spec import Table, own_tables
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import replacing
from rapporteur.kernel.toml_files import toml_value


def eject(cycle: Cycle, names: Sequence[str] = ()) -> list[Path]:
    """Write the SQL and the sidecar of derived tables into the marts of the cycle; return them.

    All of them unless `names` has some. `tables.csv` is written if it is missing, so that the other
    tables go on being derived. Raises `UserError` for a name that no derived table has, and when a
    file exists.
    """
    derived = {one.table.id: one for one in derived_tables(cycle)}
    for name in names:
        if name not in derived:
            raise UserError(
                f"No table “{name}” is derived from the form of {cycle.id}.",
                f"There are {', '.join(derived)}.",
            )
    chosen = [derived[name] for name in names or derived]
    folder = cycle.sql / "marts"
    paths = [folder / f"{one.table.id}{suffix}" for one in chosen for suffix in (".sql", ".toml")]
    if existing := next((path for path in paths if path.exists()), None):
        raise UserError(f"{existing} exists, and is not overwritten.", "Move it away.")
    plan_tables(cycle)
    first = 1 + max((table.order for table in own_tables(cycle)), default=0)
    texts = [
        text
        for order, one in enumerate(chosen, start=first)
        for text in (one.sql, _sidecar(one.table, order))
    ]
    for path, text in zip(paths, texts, strict=True):
        with replacing(path) as beside:
            beside.write_text(text, encoding="utf-8")
    return paths


_KEYS = ("sort", "title", "source")


def _sidecar(table: Table, order: int) -> str:
    """The sidecar of a table; all its texts stand in it."""
    stated = table.model_dump(exclude_defaults=True)
    lines = [
        f"order = {order}",
        *(f"{key} = {toml_value(stated[key])}" for key in _KEYS if key in stated),
    ]
    for key in ("columns", "points"):
        for part in stated.get(key, ()):
            lines += ["", f"[[{key}]]", *(f"{name} = {toml_value(v)}" for name, v in part.items())]
    return "\n".join([*lines, ""])
