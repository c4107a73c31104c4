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

_PREDECESSORS = """
create table landing.predecessors as
with
-- Those of whom one file stands for all are in the order that validation has put them in.
ordered as (
    select submission, lag(submission) over (
        partition by stands
        order by latest, received_at nulls first, completed_on nulls first, read_at_order
    ) as earlier
    from validation.submissions
    where stands is not null
),
final as (select submission, earlier from ordered where earlier is not null)
select * from final
"""

_STANDING = """
create table landing.standing as
with final as (
    select submissions.submission, submissions.file, submissions.respondent,
        submissions.category, submissions.basis
    from landing.submissions
    inner join validation.submissions as valid using (submission, basis)
    where valid.latest and valid.stands is not null
)
select * from final
"""

_SUBMISSIONS = "select submission, respondent, basis from landing.submissions"


def load_earlier(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    """Make `landing.predecessors`, `landing.standing` and the schema `previous`."""
    con.execute(_PREDECESSORS)
    con.execute(_STANDING)
    con.execute("create schema previous")
    con.execute(f"create table previous.submissions as {_SUBMISSIONS} limit 0")
    tables = ["main", *cycle.form.repeats]
    for table in tables:
        con.execute(f"create table previous.{table} as from form.{table} limit 0")
    former = former_warehouse(cycle)
    if former is None:
        return
    quoted = str(former).replace("'", "''")
    con.execute(f"attach '{quoted}' as former (read_only)")
    try:
        con.execute(
            f"insert into previous.submissions {_SUBMISSIONS.replace('from ', 'from former.')} "
            "where state = 'accepted'"
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
    found = con.execute(
        "select former.column_name, present.data_type "
        "from duckdb_columns() as former inner join duckdb_columns() as present "
        "on present.column_name = former.column_name and present.table_name = former.table_name "
        "where former.database_name = 'former' and former.schema_name = 'form' "
        "and present.database_name = current_database() and present.schema_name = 'previous' "
        "and former.table_name = ?",
        [table],
    ).fetchall()
    if found:
        columns = ", ".join(f"try_cast({name} as {kind}) as {name}" for name, kind in found)
        con.execute(
            f"insert into previous.{table} by name select {columns} from former.form.{table} "
            "where submission in (select submission from previous.submissions)"
        )
