"""A database for analysts: all that is published for machines, in one file that DuckDB opens.

It is made of the Parquet files alone, so that it holds what they hold and nothing else of the
warehouse. Its values are the same each time; its bytes are not, since DuckDB gives each database
an identity of its own. So it is no part of a version, and stands beside the tables that are open.
"""

import errno
import os
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from rapporteur.files import replacing

_TITLE = b"title"
_BLOCK = 2**14
"""Bytes: the least that DuckDB takes, since most tables have few rows and each column a block."""


def write_database(tables: Path, path: Path) -> Path | None:
    """Make the database of the published folder `tables`; none of one without Parquet files.

    A table for each file, with titles as comments. Raises `OSError` when it cannot be written.
    """
    files = sorted((tables / "parquet").glob("*.parquet"))
    if not files:
        path.unlink(missing_ok=True)
        return None
    try:
        with replacing(path) as beside, duckdb.connect() as con:
            con.execute(f"attach {_quoted(str(beside))} as made (block_size {_BLOCK})")
            con.execute("use made")
            con.execute("begin")
            for file in files:
                _load(con, file)
            con.execute("commit")
            con.execute("use memory")
            con.execute("detach made")  # which writes what is not written yet
    except (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException) as error:
        number = errno.ENOSPC if os.strerror(errno.ENOSPC) in str(error) else errno.EIO
        raise OSError(number, os.strerror(number), str(path)) from error
    return path


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
    said = (metadata or {}).get(_TITLE, b"").decode()
    con.execute(f"comment on {what} is {_quoted(said)}")


def _quoted(text: str) -> str:
    """A text where DuckDB takes no parameters."""
    return "'" + text.replace("'", "''") + "'"
