"""Apply the secretariat's decisions.

Files are assigned and answers corrected before anything is judged, since the judgement is about
the outcome. The other decisions are about the judgement, and follow it.
"""

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.process.decisions import Decision, columns, corrected
from rapporteur.process.sql_tables import add_findings, load_columns, make_table, select_of


def apply_before_judgement(
    con: duckdb.DuckDBPyConnection, cycle: Cycle, decisions: Sequence[Decision]
) -> None:
    """Load the decisions, assign files to respondents, put corrections in place of answers.

    From then on `landing.doubted` has the files of which it is in doubt whose they are.

    Raises `UserError` when a decision corrects a cell that its file does not have.
    """
    types = {"line": pa.int32(), "row": pa.int32()}
    load_columns(con, "landing.decisions", columns(decisions), types)
    make_table(con, "temp.assigned")
    con.execute(
        "update landing.submissions set respondent = assigned.respondent, "
        "category = assigned.category from temp.assigned "
        "where submissions.submission = assigned.submission"
    )
    con.execute("drop table temp.assigned")
    make_table(con, "landing.doubted")
    loaded = {
        name for (name,) in con.execute("select submission from landing.submissions").fetchall()
    }
    for decision in decisions:
        if decision.decision == "correct" and decision.submission in loaded:
            _correct(con, cycle, decision)


def apply_after_judgement(con: duckdb.DuckDBPyConnection) -> None:
    """Mark what is waived, tell of it in the notes, and give every submission its state."""
    add_findings(con, "rulings")
    if con.execute("select 1 from landing.decisions limit 1").fetchone():
        make_table(con, "temp.waivers")
        con.execute(
            "update landing.findings set waived_by = waivers.sentence from temp.waivers "
            "where findings.rowid = waivers.finding"
        )
        make_table(con, "temp.decision_notes")
        con.execute(
            "update landing.cells set note = concat_ws(' ', nullif(note, ''), told.sentence) "
            "from temp.decision_notes as told where cells.rowid = told.cell"
        )
        con.execute("drop table temp.waivers")
        con.execute("drop table temp.decision_notes")
    sql = select_of("submissions_with_state")
    con.execute(f"create or replace table landing.submissions as {sql}")


def _correct(con: duckdb.DuckDBPyConnection, cycle: Cycle, decision: Decision) -> None:
    """Put the value of a correction in the place of the landed answer, and note it there."""
    question = cycle.form.questions[decision.question]
    cell = {
        "submission": decision.submission,
        "question": question.name,
        "row": decision.row,
    }
    was = con.execute(
        "select raw from landing.cells where submission = $submission "
        "and question = $question and row is not distinct from $row",
        cell,
    ).fetchone()
    if was is None:
        in_row = f" in row {decision.row}" if decision.row else ""
        raise UserError(
            f"{cycle.inputs / 'decisions.csv'}, line {decision.line}: the file has no cell of "
            f"{question.name}{in_row} to correct."
        )
    value = corrected(cycle.form, question, decision.value)
    con.execute(
        select_of("correct_cell"),
        {
            **cell,
            "raw": decision.value,
            "text": value.text,
            "number": value.number,
            "date": value.day,
            "code": value.code,
            "obs_status": value.obs_status,
        },
    )
    subject = f"{question.name} c" if question.repeat else "C"
    con.execute(
        select_of("note_correction"),
        {
            **cell,
            "repeat": question.repeat,
            "sentence": f"{subject}orrected by decision of {decision.day} "
            f"(reason: {decision.reason}; source: {decision.source}); was “{was[0] or ''}”.",
        },
    )
