"""The answers as the form has them: `form.main`, a row a submission, and a table a repeat."""

from collections.abc import Iterable

import duckdb

from rapporteur.design.expressions.conditions import calculations
from rapporteur.design.form import Form, Question

_VALUES = {
    "text": ("text", "varchar"),
    "integer": ("number", "bigint"),
    "decimal": ("number", "double"),
    "date": ("date", "date"),
    "select_one": ("code", "varchar"),
    "select_multiple": ("code", "varchar"),
}
"""Where a question's value stands among the landed columns, and its type in SQL."""

# The roster knows better than a cell of the workbook who answers.
_PRESETS = {"respondent": "respondent", "respondent_category": "category"}


def shape(con: duckdb.DuckDBPyConnection, form: Form, answers: str) -> None:
    """Make the schema `form` anew from the long table `answers`.

    Every table has `submission` and a typed column for each question and calculation; a
    repeat's has `row`, `evidence` (`<submission>/<repeat>/<row>`) and `note` besides, with all
    that is noted of the row (a decision may be about one of its answers). The
    `origin` of an answer is the submission in whose file it stands.
    """
    con.execute("create schema if not exists form")
    con.execute(
        "create or replace macro evidence(submission, question) as submission || '/' || question"
    )
    con.execute(_main(form, answers))
    for repeat in form.repeats.values():
        columns = "".join(f", {_column(question)}" for question in repeat.questions)
        con.execute(
            f"create or replace table form.{repeat.name} as "
            f"select submission, row, origin || '/{repeat.name}/' || row as evidence, "
            "array_to_string(list_sort(list_distinct(list(note) filter (note <> ''))), ' | ') "
            f"as note{columns} "
            f"from {answers} where repeat = '{repeat.name}' group by submission, origin, row"
        )
    _calculate(con, form)


def _calculate(con: duckdb.DuckDBPyConnection, form: Form) -> None:
    """Add a column for each calculation, which stands for answers of the tables made so far."""
    for repeat in form.repeats:
        _add(
            con,
            f"form.{repeat}",
            calculations(form, repeat),
            f"this.*, {{}} from form.{repeat} as this "
            "inner join form.main as main on main.submission = this.submission",
        )
    _add(con, "form.main", calculations(form, None), "main.*, {} from form.main as main")


def _add(
    con: duckdb.DuckDBPyConnection, table: str, columns: Iterable[tuple[str, str]], select: str
) -> None:
    """Make a table anew with columns, given by name and SQL, in the place of the braces."""
    if given := ", ".join(f"{sql} as {name}" for name, sql in columns):
        con.execute(f"create or replace table {table} as select {select.format(given)}")


def _main(form: Form, answers: str) -> str:
    given = [q for q in form.singles if q.name not in _PRESETS]
    columns = "".join(f", {_column(question)}" for question in given)
    presets = "".join(
        f", submissions.{source} as {name}"
        for name, source in _PRESETS.items()
        if name in form.questions
    )
    names = "".join(f", given.{question.name}" for question in given)
    return (
        "create or replace table form.main as with given as ("
        f"select submission{columns} from {answers} where repeat is null group by submission) "
        f"select submissions.submission{presets}{names} "
        "from (select distinct on (submission) * from landing.submissions) as submissions "
        "left join given on given.submission = submissions.submission"
    )


def _column(question: Question) -> str:
    source, kind = _VALUES[question.type]
    value = f"any_value({source}) filter (where question = '{question.name}')"
    # A number may be too large for its type: validation says so, and it has no value here.
    return f"try_cast({value} as {kind}) as {question.name}"
