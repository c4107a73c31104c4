"""Several files of one respondent: which of them stand, what is merged, where they conflict.

The files of a respondent are in the order of their receipt, else of their completion, else of
their names; a file that was decided to stand comes last. The last stands for the others.

Where two files name different reporting units (a question of that name), they are of two
ministries of one government: of each unit the last stands, and their answers are united.

Answers taken from several files are all put under one of these, the carrier, so that a model
sees one submission a respondent; `origin` and the evidence name the file where each stands.
"""

import duckdb

from rapporteur.process.sql_tables import add_findings, make_table, select_of

UNIT = "reporting_unit"
"""The question that tells ministries of one government apart, in a form that has it."""


def compare(con: duckdb.DuckDBPyConnection, *, merges: bool) -> None:
    """Make `temp.versions` and `landing.sources` from `temp.judged`, the table of all files.

    `merges` says whether what a partial file lacks is taken from the one before.
    """
    make_table(con, "temp.versions", {"unit": UNIT})
    make_table(con, "landing.sources", {"merging": merges})


def find_conflicts(con: duckdb.DuckDBPyConnection) -> None:
    """Merge the answers of several files; those that conflict become findings."""
    make_table(con, "temp.merged")
    add_findings(con, "conflicts", {"unit": UNIT})


def unite(con: duckdb.DuckDBPyConnection) -> None:
    """Make `landing.united`, the usable answers taken from several files.

    From then on the macro `evidence` names the file where an answer stands.
    """
    make_table(con, "landing.united")
    con.execute("drop table temp.merged")
    con.execute(f"insert into landing.origins {select_of('origins')}")
