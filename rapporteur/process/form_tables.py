"""The answers as the form has them: `form.main`, a row a submission, and a table a repeat.

The statements are assembled here, since names and types of their columns are the form's.
"""

import duckdb

from rapporteur.design.expressions.conditions import calculations
from rapporteur.design.form import Form, Question, Repeat

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
    con.execute(_main(form, answers))
    for repeat in form.repeats.values():
        con.execute(_repeat(repeat, answers))
    _calculate(con, form)


def _main(form: Form, answers: str) -> str:
    questions = [question for question in form.singles if question.name not in _PRESETS]
    values = "".join(f", {_value(question)}" for question in questions)
    presets = "".join(
        f", submissions.{source} as {name}"
        for name, source in _PRESETS.items()
        if name in form.questions
    )
    names = "".join(f", answered.{question.name}" for question in questions)
    return (
        "create or replace table form.main as with answered as ("
        f"select submission{values} from {answers} where repeat is null group by submission) "
        f"select submissions.submission{presets}{names} "
        "from (select distinct on (submission) * from landing.submissions) as submissions "
        "left join answered on submissions.submission = answered.submission"
    )


def _repeat(repeat: Repeat, answers: str) -> str:
    values = "".join(f", {_value(question)}" for question in repeat.questions)
    return (
        f"create or replace table form.{repeat.name} as "
        f"select submission, row, origin || '/{repeat.name}/' || row as evidence, "
        "array_to_string(list_sort(list_distinct(list(note) filter (note <> ''))), ' | ') as note"
        f"{values} from {answers} where repeat = '{repeat.name}' group by submission, origin, row"
    )


def _value(question: Question) -> str:
    source, kind = _VALUES[question.type]
    value = f"any_value({source}) filter (where question = '{question.name}')"
    # A number may be too large for its type: validation says so, and it has no value here.
    return f"try_cast({value} as {kind}) as {question.name}"


def _calculate(con: duckdb.DuckDBPyConnection, form: Form) -> None:
    """Add a column for each calculation, which stands for answers of the tables made so far."""
    for repeat in form.repeats:
        if columns := _columns(form, repeat):
            con.execute(
                f"create or replace table form.{repeat} as select this.*, {columns} "
                f"from form.{repeat} as this "
                "inner join form.main as main on this.submission = main.submission"
            )
    if columns := _columns(form, None):
        con.execute(
            f"create or replace table form.main as select main.*, {columns} from form.main as main"
        )


def _columns(form: Form, repeat: str | None) -> str:
    """The calculations of a repeat, or of those outside any, as columns."""
    return ", ".join(f"{sql} as {name}" for name, sql in calculations(form, repeat))
