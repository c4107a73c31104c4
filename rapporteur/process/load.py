"""Load the landed files, the roster, the form and the lists into the tables of a warehouse."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from rapporteur.collect import landing
from rapporteur.collect.receipts import Received
from rapporteur.design.cycle import Cycle
from rapporteur.design.roster import roster_file
from rapporteur.design.rules import rules
from rapporteur.design.tailoring import tailored
from rapporteur.kernel.csv_files import CsvFile, read_csv
from rapporteur.kernel.errors import UserError
from rapporteur.process.identity import load_doubts
from rapporteur.process.sql_tables import load_columns, make_table, select_of


def load(
    con: duckdb.DuckDBPyConnection, cycle: Cycle, files: Sequence[Received], landed: Path
) -> None:
    """Fill the schemas `landing` and `reference`, and make the macros that SQL may call.

    Every file is in the folder `landed`. Raises `UserError` when the form, a list or a check is
    unusable.
    """
    con.execute("create schema landing")
    con.execute("create schema reference")
    _load_rules(con, cycle)
    _load_lines(con, "landing.respondents", roster_file(cycle.roster.path), "order")
    _load_form(con, cycle)
    _load_reference(con, cycle)
    load_columns(
        con,
        "landing.files",
        {
            "submission": [file.submission for file in files],
            "sha256": [file.sha256 for file in files],
            "file": [file.file for file in files],
            "basis": [file.basis for file in files],
            "received_at": [file.received_at for file in files],
            "channel": [file.channel for file in files],
            "read_at_order": list(range(len(files))),
        },
        {"received_at": pa.timestamp("us", tz="UTC"), "read_at_order": pa.int32()},
    )
    _read_landed(con, files, landed)
    make_table(con, "landing.submissions")
    make_table(con, "landing.cells")
    con.execute(f"create view landing.answers as {select_of('landing/answers')}")
    make_table(con, "landing.findings")
    load_doubts(con, cycle)
    con.execute("drop view landed")
    # Where answers of several files are united, it says which of them holds an answer.
    con.execute("create table landing.origins (carrier varchar, asked varchar, origin varchar)")
    con.execute(select_of("macros"))


def _read_landed(con: duckdb.DuckDBPyConnection, files: Sequence[Received], landed: Path) -> None:
    """Make the view `landed`, a row a file."""
    paths = sorted({str(landing.path(landed, file)) for file in files})
    if paths:
        # A view: of a thousand files only the columns that are asked for are read.
        con.read_parquet(paths).create_view("landed")
    else:
        con.register("landed", landing.SCHEMA.empty_table())


def _load_rules(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    known = list(rules(cycle).values())
    load_columns(
        con,
        "landing.rules",
        {
            "code": [rule.code for rule in known],
            "level": [rule.level for rule in known],
            "severity": [rule.severity.value for rule in known],
            "entity": [rule.entity.value for rule in known],
            "doubt": [rule.doubt for rule in known],
        },
        {"level": pa.int32(), "doubt": pa.bool_()},
    )


def _load_form(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    form = cycle.form
    questions = list(form.questions.values())
    load_columns(
        con,
        "landing.questions",
        {
            "question": [q.name for q in questions],
            "repeat": [q.repeat for q in questions],
            "section": [q.section for q in questions],
            "type": [q.type for q in questions],
            "list_name": [q.list_name for q in questions],
            "position": list(range(len(questions))),
        },
        {"position": pa.int32()},
    )
    choices = [(n, c.code, i) for n, cs in form.choices.items() for i, c in enumerate(cs)]
    load_columns(
        con,
        "landing.choices",
        {
            "list_name": [name for name, _, _ in choices],
            "code": [code for _, code, _ in choices],
            "position": [position for _, _, position in choices],
        },
        {"position": pa.int32()},
    )
    asked = [
        (category, section.name)
        for category in cycle.definition.categories
        for section in tailored(form, {"respondent_category": category}).sections
    ]
    load_columns(
        con,
        "landing.sections",
        {"category": [c for c, _ in asked], "section": [s for _, s in asked]},
    )


def _load_reference(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    for path in sorted((cycle.inputs / "reference").glob("*.csv")):
        if not path.stem.isidentifier():
            raise UserError(f"{path}: a reference list is named with letters, digits and _.")
        _load_lines(con, f"reference.{path.stem}", read_csv(path), "position")


def _load_lines(con: duckdb.DuckDBPyConnection, table: str, file: CsvFile, order: str) -> None:
    """Make a table of the lines of a CSV file, with their number in the column `order`."""
    columns: dict[str, list[object]] = {
        name: [line.cells[name] or None for line in file.lines] for name in file.header if name
    }
    columns[order] = [*range(1, len(file.lines) + 1)]
    load_columns(con, table, columns, {order: pa.int32()})
