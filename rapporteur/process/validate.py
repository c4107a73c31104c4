"""Validate: put the frames together, let the suites judge, turn failing rows into findings.

All submissions are validated in one batch.
"""

import json
from collections.abc import Callable, Container, Mapping

import duckdb
import pandas as pd

from rapporteur.design.cycle import Cycle
from rapporteur.design.expressions.conditions import conditions_sql
from rapporteur.design.rules import entries
from rapporteur.design.sql_models import read_models
from rapporteur.kernel.errors import UserError, refuse
from rapporteur.process.apply_decisions import apply_after_judgement
from rapporteur.process.great_expectations import KEY, Judged, columns_named, judge, suites
from rapporteur.process.merge_files import compare, find_conflicts
from rapporteur.process.predecessors import load_earlier
from rapporteur.process.sql_tables import add_findings, make_table

FRAMES = ("submissions", "sections", "answers", "required", "checks")
"""The tables of the schema `validation`, which the suites of the same names judge."""


def validate(
    con: duckdb.DuckDBPyConnection, cycle: Cycle, wrong: Callable[[UserError], None] = refuse
) -> Judged:
    """Judge everything that is loaded and shaped; add what fails to `landing.findings`.

    From then on `landing.submissions` has the state of each: accepted, superseded, late, blocked,
    unverified, withdrawn or refused; and whether a correction is requested of one that is accepted.

    `wrong` is told of each check that cannot be run; by default it is raised. Raises `UserError`
    when a suite or an expression of the form is unusable.
    """
    con.execute("create schema validation")
    con.execute(f"create temp table conditions as {conditions_sql(cycle.form)}")
    _frame_submissions(con, cycle)
    load_earlier(con, cycle)
    for frame in ("sections", "answers", "required"):
        make_table(con, f"validation.{frame}")
    _frame_checks(con, cycle, wrong)
    frames = {
        name: _frame(con, name, columns_named(suite))
        for name, suite in suites(cycle.expectations).items()
        if name in FRAMES
    }
    judged = judge(cycle.expectations, frames, {e.code: e.message for e in entries(cycle)})
    failed = pd.DataFrame(
        [(frame, failure.code, failure.key) for frame, failure in judged.failures],
        columns=["frame", "code", KEY],
    )
    con.register("failed", failed)
    add_findings(con, "failed")
    con.unregister("failed")
    con.execute("drop table temp.conditions")
    find_conflicts(con)
    for about in ("doubts", "replacements"):
        add_findings(con, about)
    con.execute("drop table temp.changes")
    apply_after_judgement(con)
    return judged


def _frame(con: duckdb.DuckDBPyConnection, name: str, wanted: Container[str]) -> pd.DataFrame:
    """The columns of a frame that its suite looks at: the texts of all answers fill the memory."""
    table = con.table(f"validation.{name}")
    columns = [column for column in table.columns if column == KEY or column in wanted]
    frame: pd.DataFrame = table.select(*columns).df()
    return frame


def _frame_submissions(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    """Make the frame of the files, and decide which of a respondent's files stand."""
    form = cycle.form
    make_table(con, "temp.judged", {"cycle": cycle.id, "form": form.id, "version": form.version})
    compare(con, cycle)
    merges = cycle.definition.resubmission == "merge"
    make_table(con, "validation.submissions", {"merging": merges})
    con.execute("drop table temp.judged")
    con.execute("drop table temp.versions")


def _frame_checks(
    con: duckdb.DuckDBPyConnection, cycle: Cycle, refused: Callable[[UserError], None]
) -> None:
    """Run the cycle's checks; make the frame of all that they select."""
    con.execute("create schema checks")
    con.execute(
        'create temp table breaches ("check" varchar, submission varchar, question varchar, '
        "repeat varchar, row integer, params varchar)"
    )
    for model in read_models(cycle.sql, ["checks"]):
        try:
            con.execute(f"create table {model.name} as {model.sql}")
            con.execute(
                f"insert into temp.breaches by name select '{model.path.stem}' as check, "
                f"submission, question, repeat, row, params from {model.name}"
            )
        except (duckdb.ProgrammingError, duckdb.DataError, duckdb.NotSupportedError) as error:
            refused(
                UserError(
                    f"{model.path} cannot be run: {error}",
                    "A check selects submission, question, repeat, row and params.",
                )
            )
            continue
        wrong = con.execute(
            "select params from temp.breaches where case when json_valid(params) "
            "then json_type(params) <> 'OBJECT' else params is not null end"
        ).fetchone()
        if wrong:
            raise UserError(
                f"{model.path}: “{wrong[0]}” is not the parameters of a message.",
                "Make them as json_object('name', value).",
            )
    make_table(con, "validation.checks")
    con.execute("drop table temp.breaches")


def params_of(text: str | None) -> Mapping[str, str]:
    """The parameters of a finding's message from their JSON."""
    return {key: str(value) for key, value in json.loads(text or "{}").items() if value is not None}
