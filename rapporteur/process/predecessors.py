"""What a reply is compared with: the respondent's earlier file, and the previous cycle.

Made once the frame `validation.submissions` is there, and before the cycle's checks run:
`landing.predecessors` (submission, earlier), the file of the same respondent that came next
before; `landing.standing` (submission, file, respondent, category, basis), the usable files of
which no later one takes the place; and the schema `previous`, which has the form's tables as the
previous cycle left them, and `previous.submissions` (submission, respondent, basis), the files
that its tables rest on. Without a previous cycle they are there and empty.
"""

from pathlib import Path

import duckdb

from rapporteur.design.cycle import Cycle
from rapporteur.kernel.sql_quotes import literal
from rapporteur.process.sql_tables import make_table, select_of


def load_earlier(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    """Make `landing.predecessors`, `landing.standing` and the schema `previous`."""
    make_table(con, "landing.predecessors")
    make_table(con, "landing.standing")
    con.execute("create schema previous")
    con.execute(
        "create table previous.submissions (submission varchar, respondent varchar, basis varchar)"
    )
    tables = ["main", *cycle.form.repeats]
    for table in tables:
        con.execute(f"create table previous.{table} as from form.{table} limit 0")
    former = former_warehouse(cycle)
    if former is None:
        return
    con.execute(f"attach {literal(str(former))} as former (read_only)")
    try:
        con.execute(
            "insert into previous.submissions select submission, respondent, basis "
            "from former.landing.submissions where state = 'accepted'"
        )
        for table in tables:
            _copy(con, table)
    finally:
        con.execute("detach former")


def former_warehouse(cycle: Cycle) -> Path | None:
    """Where the previous cycle's tables are; None when it has none (any more)."""
    name = cycle.definition.previous
    path = cycle.home / "outputs" / name / "warehouse.duckdb" if name else None
    return path if path and path.exists() else None


def _copy(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Copy what the previous cycle's table of that name has in common with the present one."""
    common = con.execute(select_of("common_columns"), {"table": table}).fetchall()
    if common:
        columns = ", ".join(f"try_cast({name} as {kind}) as {name}" for name, kind in common)
        con.execute(
            f"insert into previous.{table} by name select {columns} from former.form.{table} "
            "where submission in (select submission from previous.submissions)"
        )
