"""Several files of one respondent: which of them stand, what is merged, where they conflict.

The files of a respondent are in the order of their receipt, else of their completion, else of
their names; a file that was decided to stand comes last. The last stands for the others.

Where two files name different reporting units (a question of that name), they are of two
ministries of one government: of each unit the last stands, and their answers are united.

Answers taken from several files are all put under one of these, the carrier, so that a model
sees one submission a respondent; `origin` and the evidence name the file where each stands.
"""

import duckdb
import pyarrow as pa

from rapporteur.design.cycle import Cycle
from rapporteur.process.answer_changes import Change, changes, read_answers
from rapporteur.process.sql_tables import add_findings, load_columns, make_table, select_of

UNIT = "reporting_unit"
"""The question that tells ministries of one government apart, in a form that has it."""


_MOST_PAIRS = 100
"""Of pairs of rows that are compared for a count: it is made in every run, of whatever was sent."""


def compare(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    """Make `temp.versions`, `landing.sources` and `temp.changes` from `temp.judged`, all files.

    The cycle says whether what a partial file lacks is taken from the one before, and whether a
    file that takes the place of a reply is held.
    """
    held = cycle.definition.submissions.replacements == "hold"
    make_table(con, "temp.versions", {"unit": UNIT, "held": held})
    make_table(con, "landing.sources", {"merging": cycle.definition.resubmission == "merge"})
    _count_changes(con, cycle)


def _count_changes(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    """Make `temp.changes`: what each reply that takes the place of another changes in it.

    A row of a repeat counts once, and its answers do not count besides.
    """
    pairs = con.execute(select_of("temp/replacements")).fetchall()
    files = read_answers(con, [name for new, old, _ in pairs for name in (new, old)])
    counts = [
        _counts(list(changes(cycle.form, files[old], files[new], _MOST_PAIRS)))
        for new, old, _ in pairs
    ]
    load_columns(
        con,
        "temp.changes",
        {
            "submission": [new for new, _, _ in pairs],
            "replaced": [old for _, old, _ in pairs],
            "held": [held for _, _, held in pairs],
            "answers": [answers for answers, _ in counts],
            "rows": [rows for _, rows in counts],
        },
        {"held": pa.bool_(), "answers": pa.int32(), "rows": pa.int32()},
    )


def _counts(differences: list[Change]) -> tuple[int, int]:
    """How many answers outside repeats differ, and how many rows of repeats."""
    rows = {(one.repeat, one.row, one.kind == "removed") for one in differences if one.repeat}
    return sum(one.repeat is None for one in differences), len(rows)


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
