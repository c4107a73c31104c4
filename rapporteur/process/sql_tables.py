"""Make the tables of a warehouse: from the package's selects, and from values of Python."""

from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from rapporteur.kernel.sql_files import read_sql

Parameters = Mapping[str, object]


def select_of(name: str) -> str:
    """The text of `process/sql/<name>.sql`."""
    return read_sql("rapporteur.process", name)


def make_table(
    con: duckdb.DuckDBPyConnection, name: str, parameters: Parameters | None = None
) -> None:
    """Make the table `<schema>.<table>` by the select in `sql/<schema>/<table>.sql`.

    Those of the schema `temp` are gone when the connection closes.
    """
    con.execute(f"create {_kind(name)} {name} as {select_of(name.replace('.', '/'))}", parameters)


def add_findings(
    con: duckdb.DuckDBPyConnection, name: str, parameters: Parameters | None = None
) -> None:
    """Add to `landing.findings` what the select in `sql/findings/<name>.sql` returns."""
    sql = select_of(f"findings/{name}")
    con.execute(f"insert into landing.findings by name {sql}", parameters)


def load_columns(
    con: duckdb.DuckDBPyConnection,
    name: str,
    columns: Mapping[str, Sequence[object]],
    types: Mapping[str, pa.DataType] | None = None,
) -> None:
    """Make the table `name` from columns, of text unless `types` says otherwise."""
    kinds = types or {}
    arrow = pa.table(
        {key: pa.array(values, kinds.get(key, pa.string())) for key, values in columns.items()}
    )
    con.register("loaded", arrow)
    con.execute(f"create {_kind(name)} {name} as select * from loaded")
    con.unregister("loaded")


def _kind(name: str) -> str:
    return "temp table" if name.startswith("temp.") else "table"
