"""Take a decision: hold it against what the last run found, then write it down."""

from collections.abc import Mapping
from datetime import UTC, datetime

import duckdb

from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.sql_files import read_sql
from rapporteur.process.decisions import Decision, append
from rapporteur.warehouse.reader import opened

_KEPT_OUT = ("late", "refused", "withdrawn")


def decide(cycle: Cycle, given: Mapping[str, str]) -> Decision:
    """Write a decision of now. `given` has the columns of decisions.csv but `when`.

    `submission` may be the code of a respondent of whom there is one file, or one in the
    tables. Raises `UserError` when the decision fits nothing that was received.
    """
    with opened(cycle) as con:
        name = submission_named(con, given["submission"])
        _check(con, {**given, "submission": name})
    now = datetime.now(UTC).replace(microsecond=0).isoformat()
    return append(cycle, {**given, "submission": name, "when": now})


def submission_named(con: duckdb.DuckDBPyConnection, named: str) -> str:
    """The submission that twelve digits or a respondent's code name. Raises `UserError`."""
    sql = read_sql("rapporteur.evaluate", "submissions_named")
    found = con.execute(sql, {"named": named.strip()}).fetchall()
    standing = [one for one in found if one[2] == "accepted"]
    chosen = {one[0] for one in (found if len(found) == 1 else standing)}
    if len(chosen) == 1:
        return str(chosen.pop())
    if found:
        listed = "; ".join(f"{name} ({file}, {state})" for name, file, state in found)
        raise UserError(f"“{named}” has several files: {listed}.", "Name one by its digits.")
    raise UserError(
        f"“{named}” is no submission and no respondent with a file.",
        "`rapporteur status` lists the submissions; run the cycle first if the file is new.",
    )


def _check(con: duckdb.DuckDBPyConnection, given: Mapping[str, str]) -> None:
    """That there is what the decision is about."""
    name, question, row = given["submission"], given["question"], given["row"]
    about = {"submission": name, "question": question or None, "row": row or None}
    match given["decision"]:
        case "waive":
            sql = read_sql("rapporteur.evaluate", "finding_codes")
            codes = {code for (code,) in con.execute(sql, about).fetchall()}
            if given["finding"] not in codes:
                raise UserError(
                    f"{name} has no finding “{given['finding']}” there.",
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
