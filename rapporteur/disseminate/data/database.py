"""A database for analysts: all that is published for machines, in one file that DuckDB opens.

It is made from the Parquet files alone, so that it holds nothing else of the warehouse. Its values
are the same each time, but not its bytes, even with a single thread: DuckDB gives each database an
identity of its own, and fills the ends of blocks with whatever was in memory. So it is no part of
a version: it lies beside the current tables, is replaced a moment after them, and says to which
version it belongs: `from about.publication`.
"""

import errno
import os
from dataclasses import astuple, dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from rapporteur.kernel.files import replacing
from rapporteur.kernel.sql_files import read_sql
from rapporteur.kernel.sql_quotes import literal

_TITLE = b"title"
_BLOCK = 2**14
"""Bytes: DuckDB's minimum, since most tables have few rows and each column takes a block."""

_ABOUT = "about.publication"
"""In a schema of its own: in `main` a cycle may have a table of any name."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The publication of a database; `manifest` is the SHA-256 of its tables' manifest.

    A version that was published again has another number and the same manifest.
    """

    cycle: str
    version: int
    manifest: str


def write_database(tables: Path, path: Path, mark: Mark) -> Path | None:
    """Make the database of the published folder `tables`; none if it has no Parquet files.

    A table for each file, with titles as comments. Raises `OSError` when it cannot be written.
    """
    files = _parquet(tables)
    if not files:
        path.unlink(missing_ok=True)
        return None
    try:
        with replacing(path) as beside, duckdb.connect() as con:
            con.execute(f"attach {literal(str(beside))} as made (block_size {_BLOCK})")
            con.execute("use made")
            con.execute("begin")
            for file in files:
                _load(con, file)
            con.execute("create schema about")
            con.execute(f"create table {_ABOUT} (cycle varchar, version integer, manifest varchar)")
            con.execute(f"insert into {_ABOUT} values (?, ?, ?)", astuple(mark))
            con.execute("commit")
            con.execute("use memory")
            con.execute("detach made")  # which flushes it to the file
    except (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException) as error:
        number = errno.ENOSPC if os.strerror(errno.ENOSPC) in str(error) else errno.EIO
        raise OSError(number, os.strerror(number), str(path)) from error
    return path


def holds(path: Path, tables: Path, mark: Mark) -> bool:
    """Whether a database belongs to a publication and has the rows of its Parquet files."""
    files = _parquet(tables)
    if not files or not path.exists():
        return not files and not path.exists()
    try:
        with duckdb.connect(path, read_only=True) as con:
            if con.execute(f"from {_ABOUT}").fetchall() != [astuple(mark)]:
                return False
            held = con.execute(
                "select table_name from duckdb_tables() where schema_name = 'main' order by all"
            ).fetchall()
            same = held == [(file.stem,) for file in files]
            return same and all(_equal(con, file) for file in files)
    except duckdb.Error:  # not a database, or one with other columns
        return False


def _equal(con: duckdb.DuckDBPyConnection, file: Path) -> bool:
    """Whether a table has the rows of a Parquet file in the same order."""
    con.execute(
        f'create or replace temp view stored as select rowid as place, * from main."{file.stem}"'
    )
    sql = read_sql("rapporteur.disseminate.data", "differences")
    return con.execute(sql, {"file": str(file)}).fetchall() == []


def _parquet(tables: Path) -> list[Path]:
    return sorted((tables / "parquet").glob("*.parquet"))


def _load(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    table = f'"{file.stem}"'
    con.execute(f"create table {table} as select * from read_parquet(?)", [str(file)])
    schema = pq.read_schema(file)
    _comment(con, f"table {table}", schema.metadata)
    for field in schema:
        _comment(con, f'column {table}."{field.name}"', field.metadata)


def _comment(
    con: duckdb.DuckDBPyConnection, what: str, metadata: dict[bytes, bytes] | None
) -> None:
    title = (metadata or {}).get(_TITLE, b"").decode()
    con.execute(f"comment on {what} is {literal(title)}")
