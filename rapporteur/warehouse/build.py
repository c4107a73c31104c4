"""The warehouse of a cycle: landed files → staging → intermediate → marts, in DuckDB.

It is built afresh beside the old one and renamed, so that a reader sees a whole one and a
run that dies leaves the old one.
"""

import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from rapporteur.collect import landing
from rapporteur.collect.receipts import Received
from rapporteur.design.cycle import Cycle
from rapporteur.design.cycle_tables import derived_selects, plan_notes, plan_tables
from rapporteur.design.sql_models import LAYERS, Model, read_models
from rapporteur.kernel.errors import UserError, refuse
from rapporteur.kernel.files import replacing
from rapporteur.kernel.progress import Progress, unheard
from rapporteur.kernel.sql_files import read_sql
from rapporteur.process.apply_decisions import apply_before_judgement
from rapporteur.process.decisions import Decision, read_decisions
from rapporteur.process.form_tables import shape
from rapporteur.process.great_expectations import Judged
from rapporteur.process.identity import register_verified
from rapporteur.process.load import load
from rapporteur.process.merge_files import unite
from rapporteur.process.validate import validate
from rapporteur.warehouse import basis

# What DuckDB makes of a disk that does not take what it writes.
_NOT_WRITTEN = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException)


def stage(
    con: duckdb.DuckDBPyConnection,
    cycle: Cycle,
    files: Sequence[Received],
    landed: Path,
    decisions: Sequence[Decision] | None = None,
) -> None:
    """Load what is landed in the folder `landed` and shape it as the form is.

    `decisions` are by default those of the cycle. Raises `UserError` when one cannot be applied.
    """
    _set_variables(con, cycle)
    decided = read_decisions(cycle) if decisions is None else decisions
    load(con, cycle, files, landed)
    apply_before_judgement(con, cycle, decided)
    shape(con, cycle.form, "landing.answers")


def derive(
    con: duckdb.DuckDBPyConnection, cycle: Cycle, wrong: Callable[[UserError], None] = refuse
) -> None:
    """Make the cycle's tables from the answers that validation has left usable.

    `wrong` is told of each model that cannot be run, but of none that reads such a one; by
    default it is raised. Raises `UserError` when a file is no model.
    """
    unite(con)
    usable = read_sql("rapporteur.warehouse", "usable_answers")
    con.execute(f"create view landing.usable as {usable}")
    shape(con, cycle.form, "landing.usable")
    for layer in LAYERS:
        con.execute(f"create schema {layer}")
    failed: set[str] = set()
    for model in read_models(cycle.sql):
        if model.reads & failed or not _made(con, model, wrong):
            failed.add(model.name)
    for name, select in derived_selects(cycle).items():
        con.execute(f"create table {name} as {select}")


def build(cycle: Cycle, files: Sequence[Received], progress: Progress = unheard) -> Judged:
    """Build the cycle's warehouse from landed files; return what the suites came to.

    Raises `UserError` naming a bad model, `OSError` when the disk is full or fails.
    """
    if plan := plan_tables(cycle):
        progress(f"{plan} lists the tables: change there which are published, and their titles")
    for note in plan_notes(cycle):
        progress(f"{note.message} {note.remedy}")
    try:
        with replacing(cycle.warehouse) as beside, duckdb.connect(beside) as con:
            progress("loading the answers")
            mark = basis.fingerprint(cycle, files)  # before any of the inputs is read
            stage(con, cycle, files, landing.folder(cycle))
            register_verified(con, cycle)
            idle = con.execute(read_sql("rapporteur.warehouse", "idle_decisions")).fetchall()
            for line, submission, waived in idle:
                why = (
                    f"{waived} of {submission} is in doubt, and is no longer waived; admit or "
                    "assign the file if it is the respondent's"
                    if waived
                    else f"no file {submission} has been received"
                )
                progress(f"decisions.csv, line {line}: {why}")
            progress("validating")
            judged = validate(con, cycle)
            progress("making the tables")
            derive(con, cycle)
            con.execute("create table landing.basis as select ?::varchar as basis", [mark])
            # Closing would do it too, but would not tell of a disk that is full.
            con.execute("checkpoint")
            return judged
    except _NOT_WRITTEN as error:
        number = errno.ENOSPC if os.strerror(errno.ENOSPC) in str(error) else errno.EIO
        raise OSError(number, os.strerror(number), str(cycle.warehouse)) from error


def _made(con: duckdb.DuckDBPyConnection, model: Model, wrong: Callable[[UserError], None]) -> bool:
    """Make the table of a model; return whether it could be run."""
    try:
        con.execute(f"create table {model.name} as {model.sql}")
    except _NOT_WRITTEN:
        raise
    except duckdb.Error as error:
        wrong(UserError(f"{model.path} cannot be run: {error}"))
        return False
    return True


def _set_variables(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    """What SQL may know of the cycle, through `getvariable`; its days are the secretariat's."""
    definition = cycle.definition
    # Else the day of a time would be that of the machine, wherever it stands.
    con.execute("set TimeZone = ?", [definition.time_zone])
    con.execute("set variable adopted_on = ?::date", [definition.adopted_on])
    variables: dict[str, object] = {
        "cycle_id": cycle.id,
        "opens_on": definition.opens_on,
        "deadline": definition.deadline,
        "cut_off": definition.cut_off,
        "year_cut_off": definition.cut_off.year,
        "time_zone": definition.time_zone,
    }
    for name, value in variables.items():
        con.execute(f"set variable {name} = ?", [value])
