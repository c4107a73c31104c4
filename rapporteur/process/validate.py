"""Validate: put the frames together, let the suites judge, turn failing rows into findings.

All submissions are validated in one batch. The frames, and the suites of the same names:
submissions, sections, answers, required, checks.
"""

import json
from collections.abc import Container, Mapping

import duckdb
import pandas as pd

from rapporteur.design.cycle import Cycle
from rapporteur.design.expressions.conditions import conditions_sql
from rapporteur.design.rules import entries
from rapporteur.design.sql_models import read_models
from rapporteur.kernel.errors import UserError
from rapporteur.process.apply_decisions import apply_decisions
from rapporteur.process.great_expectations import KEY, Judged, columns_named, judge, suites
from rapporteur.process.merge_files import compare, find_conflicts
from rapporteur.process.predecessors import load_earlier

# Every file that could be opened, and whether it may count: decisions may make up for what
# would keep it out.
_JUDGED = """
create temp table judged as
with
filled as (
    select submission, count(*) as answered from landing.answers
    where question not in ('respondent', 'respondent_category') group by submission
),
completed as (select submission, {completed_on} as completed_on from form.main),
decided as (
    select submission,
        max(line) filter (where decision = 'stand' and question is null) as stood,
        last(decision order by line)
            filter (where decision in ('admit', 'refuse', 'withdraw')) as ruling,
        coalesce(list(finding) filter (where decision = 'waive'), []) as waived
    from landing.decisions group by submission
),
final as (
    select
        submissions.submission, submissions.file, submissions.respondent, submissions.basis,
        submissions.cycle, submissions.form_version, submissions.received_at,
        submissions.read_at_order, completed.completed_on,
        submissions.form_id is not null as is_questionnaire,
        coalesce(submissions.cycle = $cycle, false) as same_cycle,
        coalesce(submissions.form_id = $form, false) as same_form,
        coalesce(submissions.form_version = $version, false) as same_version,
        respondents.code is not null as on_roster,
        coalesce(filled.answered, 0) as answered,
        -- To the end of the day of the cut-off where the secretariat is.
        timezone(getvariable('time_zone'), submissions.received_at)::date as received_on,
        submissions.basis = 'desk_research'
            or coalesce(received_on <= getvariable('cut_off'), true) as in_time,
        decided.ruling, decided.stood, coalesce(decided.waived, []) as waived
    from landing.submissions
    left join landing.respondents on respondents.code = submissions.respondent
    left join filled on filled.submission = submissions.submission
    left join completed on completed.submission = submissions.submission
    left join decided on decided.submission = submissions.submission
    anti join landing.findings
        on findings.submission = submissions.submission and findings.severity = 'BLOCKER'
)
select *,
    (same_cycle or list_contains(waived, 'other_cycle'))
        and (same_form or list_contains(waived, 'other_form'))
        and on_roster and answered > 0
        and (in_time or coalesce(ruling = 'admit', false))
        and coalesce(ruling, 'admit') = 'admit' as eligible
from final
"""

# Of the usable files of one respondent the last stands; what it lacks is said of it alone.
_SUBMISSIONS = """
create table validation.submissions as
select (row_number() over ())::integer as key, judged.* exclude (waived), versions.stands,
    coalesce(versions.last, true) as latest, $merges as merges,
    coalesce(not (versions.last and versions.partial), true) as whole,
    versions.now, versions.before, array_to_string(versions.missing, ' ') as missing
from judged
left join versions on versions.submission = judged.submission and versions.basis = judged.basis
"""

_SECTIONS = """
create table validation.sections as
with final as (
    select submissions.submission, submissions.file, sections.section,
        list_contains(submissions.sections, sections.section) as found
    from landing.submissions
    inner join validation.submissions as valid using (submission, basis)
    inner join landing.sections on sections.category = submissions.category
    where valid.same_form and valid.answered > 0
)
select (row_number() over ())::integer as key, * from final
"""

_ANSWERS = """
create table validation.answers as
with final as (
    select
        answers.submission, answers.question, answers.repeat, answers.row,
        answers.sheet, answers.cell, answers.raw, length(answers.raw) as length,
        answers.number, answers.date, answers.code, questions.type, questions.list_name,
        coalesce(answers.obs_status = 'A', false)
            and answers.raw not in ('n', 'N', 'ｎ', 'Ｎ') as given,
        coalesce(answers.text, answers.code, answers.number::varchar, answers.date::varchar)
            is not null as understood,
        coalesce(conditions.relevant, true) as relevant,
        coalesce(conditions.constraint_ok, true) as constraint_ok
    from landing.answers
    inner join landing.questions on questions.question = answers.question
    left join conditions
        on conditions.submission = answers.submission
        and conditions.question = answers.question
        and conditions.row is not distinct from answers.row
        and not (conditions.relevant and conditions.constraint_ok)  -- few: a quick join
)
select (row_number() over ())::integer as key, * from final
"""

# A required question without a cell of its own (its row was deleted) has no sheet and cell.
_REQUIRED = """
create table validation.required as
with final as (
    select conditions.submission, conditions.question, questions.repeat, conditions.row,
        cells.sheet, cells.cell, cells.raw
    from conditions
    inner join landing.questions on questions.question = conditions.question
    inner join validation.submissions as valid on valid.submission = conditions.submission
    left join landing.cells
        on cells.submission = conditions.submission
        and cells.question = conditions.question
        and cells.row is not distinct from conditions.row
    where conditions.required and conditions.relevant and valid.basis = 'reply'
        and valid.same_form and valid.answered > 0
)
select (row_number() over ())::integer as key, * from final
"""

_BREACHES = """
create temp table breaches (
    "check" varchar, submission varchar, question varchar, repeat varchar, row integer,
    params varchar
)
"""
_CHECKS = """
create table validation.checks as
select (row_number() over ())::integer as key, breaches.*, cells.sheet, cells.cell
from breaches
left join landing.cells
    on cells.submission = breaches.submission
    and cells.question = breaches.question
    and cells.row is not distinct from breaches.row
"""

# What a message may say, for each frame, beside the place.
_PARAMS = {
    "submissions": "json_object('respondent', respondent, 'cycle', cycle, "
    "'version', form_version, 'stands', stands, 'received', received_on, "
    "'cut_off', getvariable('cut_off'), 'now', now, 'before', before, 'missing', missing)",
    "sections": "json_object('section', section)",
    "answers": "json_object('value', left(raw, 100))",
    "required": "json_object()",
    "checks": "params",
}


def validate(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> Judged:
    """Judge everything that is loaded and shaped; add what fails to `landing.findings`.

    From then on `landing.submissions` has the state of each: accepted, superseded, late, blocked,
    withdrawn or refused; and whether a correction is requested of one that is accepted.

    Raises `UserError` when a suite, a check or an expression of the form is unusable.
    """
    con.execute("create schema validation")
    con.execute(f"create temp table conditions as {conditions_sql(cycle.form)}")
    _frame_submissions(con, cycle)
    load_earlier(con, cycle)
    for sql in (_SECTIONS, _ANSWERS, _REQUIRED):
        con.execute(sql)
    _frame_checks(con, cycle)
    frames = {
        name: _frame(con, name, columns_named(suite))
        for name, suite in suites(cycle.expectations).items()
        if name in _PARAMS
    }
    judged = judge(cycle.expectations, frames, {e.code: e.message for e in entries(cycle)})
    failed = pd.DataFrame(
        [(frame, one.code, one.key) for frame, one in judged.failures],
        columns=["frame", "code", KEY],
    )
    con.register("failed", failed)
    for name in _PARAMS:
        con.execute(_insert(con, name))
    con.unregister("failed")
    con.execute("drop table conditions")
    find_conflicts(con)
    apply_decisions(con)
    return judged


def _frame(con: duckdb.DuckDBPyConnection, name: str, wanted: Container[str]) -> pd.DataFrame:
    """The columns of a frame that its suite looks at: the texts of all answers fill the memory."""
    table = con.table(f"validation.{name}")
    named = [one for one in table.columns if one == KEY or one in wanted]
    frame: pd.DataFrame = table.select(*named).df()
    return frame


def _frame_submissions(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    form = cycle.form
    completed = "completed_on" if "completed_on" in form.questions else "null::date"
    con.execute(
        _JUDGED.format(completed_on=completed),
        {"cycle": cycle.id, "form": form.id, "version": form.version},
    )
    merges = cycle.definition.resubmission == "merge"
    compare(con, merges=merges)
    con.execute(_SUBMISSIONS, {"merges": merges})
    con.execute("drop table judged")
    con.execute("drop table versions")


def _frame_checks(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    con.execute("create schema checks")
    con.execute(_BREACHES)
    for model in read_models(cycle.sql, ["checks"]):
        try:
            con.execute(f"create table {model.name} as {model.sql}")
            con.execute(
                f"insert into breaches by name select '{model.path.stem}' as check, "
                f"submission, question, repeat, row, params from {model.name}"
            )
        except (duckdb.ProgrammingError, duckdb.DataError, duckdb.NotSupportedError) as error:
            raise UserError(
                f"{model.path} cannot be run: {error}",
                "A check selects submission, question, repeat, row and params.",
            ) from error
    con.execute(_CHECKS)
    con.execute("drop table breaches")


def _insert(con: duckdb.DuckDBPyConnection, frame: str) -> str:
    """The statement that turns the failing rows of one frame into findings."""
    columns = {name for name, *_ in con.execute(f"describe validation.{frame}").fetchall()}
    where = ", ".join(
        f"judged.{name}" if name in columns else f"null as {name}"
        for name in ("sheet", "cell", "question", "repeat", "row")
    )
    code = "judged.check" if frame == "checks" else "failed.code"
    return f"""
        insert into landing.findings by name
        with judged as (select * replace ({_PARAMS[frame]} as params)
            from (select *, {"" if "params" in columns else "null::varchar as params"}
            from validation.{frame})),
        files as (select submission, min(file) as file from landing.submissions group by all),
        final as (
            select judged.submission, files.file, {code} as code, {where}, judged.params
            from failed
            inner join judged on judged.key = failed.key
            inner join files on files.submission = judged.submission
            where failed.frame = '{frame}'
        )
        select final.*, rules.level, rules.severity, rules.entity
        from final inner join landing.rules on rules.code = final.code
    """


def params_of(text: str | None) -> Mapping[str, str]:
    """The parameters of a finding's message from their JSON."""
    return {key: str(value) for key, value in json.loads(text or "{}").items() if value is not None}
