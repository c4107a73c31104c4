"""Load what was landed, and what was given beside it, into the tables of a warehouse."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from rapporteur.collect import landing
from rapporteur.collect.receipts import Received
from rapporteur.design.cycle import Cycle
from rapporteur.design.tailoring import tailored
from rapporteur.kernel.errors import UserError
from rapporteur.process.decisions import Decision, columns, corrected

_SUBMISSIONS = """
create table landing.submissions as
with
assigned as (
    select submission, last(upper(value) order by line) as value from landing.decisions
    where decision = 'assign' group by submission
),
-- The same bytes under several names came when the first of them did.
files as (
    select * replace (if(
        count(*) over same = count(received_at) over same, min(received_at) over same, null
    ) as received_at)
    from landing.files
    window same as (partition by submission, basis)
    qualify row_number() over (partition by submission, basis order by read_at_order) = 1
),
final as (
    select
        files.submission, files.sha256, files.file, files.basis,
        coalesce(assigned.value, upper(trim(landed.respondent))) as respondent,
        coalesce(respondents.category, landed.category) as category,
        landed.language, landed.cycle, landed.form_id, landed.form_version,
        nullif(landed.notice, '') as notice, landed.sections,
        files.received_at, files.channel, files.read_at_order
    from files
    inner join landed using (submission)
    left join assigned using (submission)
    left join landing.respondents
        on respondents.code = coalesce(assigned.value, upper(trim(landed.respondent)))
)
select * from final order by read_at_order
"""

_CELLS = """
create table landing.cells as
with cells as (select submission, unnest(cells, recursive := true) from landed)
-- By repeat, since what is made of the cells is made of one repeat at a time.
select * from cells order by repeat
"""

_ANSWERS = """
create view landing.answers as
select *, submission as origin from landing.cells where raw is not null
"""

# What a correction gives; the note of all that stands in the same row of a table tells of it.
_CORRECT = """
update landing.cells set raw = $raw, text = $text, number = $number, date = $date, code = $code,
    obs_status = $obs_status
where submission = $submission and question = $question and row is not distinct from $row
"""
_CORRECT_NOTE = """
update landing.cells set note = concat_ws(' ', nullif(note, ''), $sentence)
where submission = $submission and row is not distinct from $row
    and (question = $question or (row is not null and repeat = $repeat))
"""

# What is landed with a file, and that the same bytes came under a second name.
_FINDINGS = """
create table landing.findings as
with
found as (
    select submission, unnest(findings, recursive := true) from landed
),
same as (
    select
        files.submission, files.file, 'same_file' as code,
        json_object('first', submissions.file)::varchar as params
    from landing.files
    inner join landing.submissions using (submission, basis)
    where files.file <> submissions.file
),
final as (
    select submission, file, code, sheet, cell, question, repeat, row, params
    from found
    inner join landing.submissions using (submission)
    union all by name
    select * from same
)
select final.submission, final.file, final.code, rules.level, rules.severity, rules.entity,
    final.sheet, final.cell, final.question, final.repeat, final.row, final.params,
    null::varchar as waived_by
from final
inner join landing.rules on rules.code = final.code
"""


def load(
    con: duckdb.DuckDBPyConnection,
    cycle: Cycle,
    files: Sequence[Received],
    landed: Path,
    decisions: Sequence[Decision],
) -> None:
    """Fill the schemas `landing` and `reference`. Every file is in the folder `landed`.

    Raises `UserError` when a decision corrects a cell that its file does not have.
    """
    con.execute("create schema reference")
    _load_respondents(con, cycle)
    _load_form(con, cycle)
    _load_reference(con, cycle)
    _table(
        con,
        "landing.files",
        {
            "submission": [one.submission for one in files],
            "sha256": [one.sha256 for one in files],
            "file": [one.file for one in files],
            "basis": [one.basis for one in files],
            "received_at": [one.received_at for one in files],
            "channel": [one.channel for one in files],
            "read_at_order": list(range(len(files))),
        },
        {"received_at": pa.timestamp("us", tz="UTC"), "read_at_order": pa.int32()},
    )
    _load_decisions(con, decisions)
    _read_landed(con, files, landed)
    con.execute(_SUBMISSIONS)
    con.execute(_CELLS)
    _correct(con, cycle, decisions)
    con.execute(_ANSWERS)
    con.execute(_FINDINGS)
    con.execute("drop view landed")


def _read_landed(con: duckdb.DuckDBPyConnection, files: Sequence[Received], landed: Path) -> None:
    paths = sorted({str(landing.path(landed, one)) for one in files})
    if paths:
        # A view: of a thousand files only the columns that are asked for are read.
        con.read_parquet(paths).create_view("landed")
    else:
        con.register("landed", landing.SCHEMA.empty_table())


def _load_decisions(con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> None:
    _table(
        con,
        "landing.decisions",
        columns(decisions),
        {"line": pa.int32(), "row": pa.int32()},
    )


def _correct(con: duckdb.DuckDBPyConnection, cycle: Cycle, decisions: Sequence[Decision]) -> None:
    """Put the values of corrections in the place of the landed ones."""
    loaded = {
        name for (name,) in con.execute("select submission from landing.submissions").fetchall()
    }
    for one in decisions:
        if one.decision != "correct" or one.submission not in loaded:
            continue
        question = cycle.form.questions[one.question]
        key = {"submission": one.submission, "question": question.name, "row": one.row}
        was = con.execute(
            "select raw from landing.cells where submission = $submission "
            "and question = $question and row is not distinct from $row",
            key,
        ).fetchone()
        if was is None:
            raise UserError(
                f"{cycle.inputs / 'decisions.csv'}, line {one.line}: the file has no cell of "
                f"{question.name}{f' in row {one.row}' if one.row else ''} to correct."
            )
        value = corrected(cycle.form, question, one.value)
        con.execute(
            _CORRECT,
            {
                **key,
                "raw": one.value,
                "text": value.text,
                "number": value.number,
                "date": value.day,
                "code": value.code,
                "obs_status": value.obs_status,
            },
        )
        named = f"{question.name} c" if question.repeat else "C"
        con.execute(
            _CORRECT_NOTE,
            {
                **key,
                "repeat": question.repeat,
                "sentence": f"{named}orrected by decision of {one.day} (reason: {one.reason}; "
                f"source: {one.source}); was “{was[0] or ''}”.",
            },
        )


def _load_respondents(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    con.execute(
        "create table landing.respondents as "
        'select *, (row_number() over ())::integer as "order" '
        "from read_csv(?, header = true, all_varchar = true)",
        [str(cycle.roster.path)],
    )


def _load_form(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    form = cycle.form
    questions = list(form.questions.values())
    _table(
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
    _table(
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
    _table(
        con,
        "landing.sections",
        {"category": [c for c, _ in asked], "section": [s for _, s in asked]},
    )


def _load_reference(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    for path in sorted((cycle.inputs / "reference").glob("*.csv")):
        if not path.stem.isidentifier():
            raise UserError(f"{path}: a reference list is named with letters, digits and _.")
        con.execute(
            f"create table reference.{path.stem} as "
            "select *, (row_number() over ())::integer as position "
            "from read_csv(?, header = true, all_varchar = true)",
            [str(path)],
        )


def _table(
    con: duckdb.DuckDBPyConnection,
    name: str,
    columns: Mapping[str, Sequence[object]],
    types: Mapping[str, pa.DataType] | None = None,
) -> None:
    """Make a table from columns, of text unless `types` says otherwise."""
    kinds = types or {}
    arrow = pa.table(
        {key: pa.array(values, kinds.get(key, pa.string())) for key, values in columns.items()}
    )
    con.register("given", arrow)
    con.execute(f"create table {name} as select * from given")
    con.unregister("given")
