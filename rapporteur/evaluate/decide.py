"""Take a decision: check it against the result of the last run, then write it down."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

import duckdb

from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.sql_files import read_sql
from rapporteur.process.decisions import Decision, append
from rapporteur.warehouse.reader import opened

_KEPT_OUT = ("unverified", "late", "refused", "withdrawn")
_MEANT = {"admit": _KEPT_OUT, "assign": ("unverified", "blocked"), "stand": ("superseded",)}
"""Which of several files of a respondent a decision is about, where that is plain."""


def decide(cycle: Cycle, columns: Mapping[str, str]) -> Decision:
    """Write a decision, taken now. `columns` are those of decisions.csv, without `when`.

    `submission` may also be the code of a respondent: of several files the one that the decision
    can be about, such as the late one where it is admitted, else the one in the tables.

    Raises `UserError` when there is nothing that the decision could be about.
    """
    with opened(cycle) as con:
        name = submission_named(con, columns["submission"], _MEANT.get(columns["decision"], ()))
        _check(con, {**columns, "submission": name})
    now = datetime.now(UTC).replace(microsecond=0).isoformat()
    return append(cycle, {**columns, "submission": name, "when": now})


def submission_named(
    con: duckdb.DuckDBPyConnection, named: str, states: Collection[str] = ()
) -> str:
    """The submission with these twelve digits, or of the respondent with this code.

    Of several files it is the only one in one of the `states`, else the only accepted one. Raises
    `UserError` when there is none, or when several remain.
    """
    matching = files_named(con, named)
    for wanted in (states, ("accepted",)):
        chosen = [row for row in matching if row[2] in wanted] if len(matching) > 1 else matching
        if len({row[0] for row in chosen}) == 1:
            return chosen[0][0]
        if chosen:
            matching = chosen
            break
    listed = "; ".join(f"{name} ({file}, {state})" for name, file, state in matching)
    raise UserError(
        f"“{named}” has several files: {listed}.",
        f"Name one by its digits; the last received is {matching[-1][0]}.",
    )


def files_named(con: duckdb.DuckDBPyConnection, named: str) -> list[tuple[str, str, str]]:
    """Submission, file and state of the submission of these digits, or of all of a respondent's.

    In the order of receipt. Raises `UserError` when there is none.
    """
    sql = read_sql("rapporteur.evaluate", "submissions_named")
    matching = con.execute(sql, {"named": named.strip()}).fetchall()
    if not matching:
        raise UserError(
            f"“{named}” is no submission and no respondent with a file.",
            "`rapporteur status` lists the submissions; run the cycle first if the file is new.",
        )
    return matching


def _check(con: duckdb.DuckDBPyConnection, columns: Mapping[str, str]) -> None:
    """Raise `UserError` unless there is something that the decision is about."""
    name, question, row = columns["submission"], columns["question"], columns["row"]
    about = {"submission": name, "question": question or None, "row": row or None}
    match columns["decision"]:
        case "waive":
            sql = read_sql("rapporteur.evaluate", "finding_codes")
            codes = {code for (code,) in con.execute(sql, about).fetchall()}
            if columns["finding"] not in codes:
                raise UserError(
                    f"{name} has no finding “{columns['finding']}” there.",
                    f"It has {', '.join(sorted(codes)) or 'none'}.",
                )
        case "admit":
            states = con.execute(
                "select state from landing.submissions where submission = ?", [name]
            ).fetchall()
            if not any(state in _KEPT_OUT for (state,) in states):
                raise UserError(
                    f"{name} is {states[0][0]}: only a file that is {', '.join(_KEPT_OUT)} "
                    "is admitted."
                )
        case "correct":
            if not con.execute(read_sql("rapporteur.evaluate", "cell"), about).fetchone():
                where = f" in row {row}" if row else ""
                raise UserError(f"{name} has no cell of “{question}”{where} to correct.")
