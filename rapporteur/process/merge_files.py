"""Several files of one respondent: which of them stand, what is merged, where they conflict.

The files of a respondent are in the order of their receipt, else of their completion, else of
their names; a file that was decided to stand comes last. The last stands for the others.

Where two files name different reporting units (a question of that name), they are of two
ministries of one government: of each unit the last stands, and their answers are united.

Answers taken from several files are all said to be of one of them, the carrier, so that a model
sees one submission a respondent; `origin` and the evidence name the file where each stands.
"""

import duckdb

UNIT = "reporting_unit"
"""The question that tells ministries of one government apart, in a form that has it."""

# What is known of each respondent's usable files. A file that names no unit is of the unit of
# the file before it, else of that after. An `item` is a question, or a whole repeat.
_VERSIONS = """
create temp table versions as
with
items as (
    select submission, list(distinct coalesce(repeat, question)) as items
    from landing.answers
    where question not in ('respondent', 'respondent_category')
    group by submission
),
units as (
    select submission, any_value(
        regexp_replace(trim(lower(nfc_normalize(text))), '\\s+', ' ', 'g')
    ) as unit
    from landing.answers
    where question = '{unit}' and text is not null
    group by submission
),
files as (
    select judged.*, items.items, units.unit, row_number() over (
        partition by respondent, basis
        order by stood nulls first, received_at nulls first, completed_on nulls first,
            read_at_order
    ) as place
    from judged
    inner join items on items.submission = judged.submission
    left join units on units.submission = judged.submission
    where eligible
),
placed as (
    select * replace (coalesce(
        last_value(unit ignore nulls) over before,
        first_value(unit ignore nulls) over whole,
        ''
    ) as unit)
    from files
    window
        before as (
            partition by respondent, basis order by place
            rows between unbounded preceding and current row
        ),
        whole as (
            partition by respondent, basis order by place
            rows between unbounded preceding and unbounded following
        )
),
compared as (
    select submission, basis, file, respondent, unit, place, len(items) as now,
        max(len(items)) over earlier as before,
        list_sort(list_filter(
            list_distinct(flatten(list(items) over earlier)),
            lambda one: not list_contains(items, one)
        )) as missing,
        stood is null and coalesce(max(len(items)) over earlier > len(items), false) as partial
    from placed
    window earlier as (
        partition by respondent, basis, unit order by place
        rows between unbounded preceding and 1 preceding
    )
)
select *,
    place = max(place) over (partition by respondent, basis, unit) as last,
    last(file) over (
        partition by respondent, basis, unit order by place
        rows between unbounded preceding and unbounded following
    ) as stands,
    -- A whole file begins a run; the partial ones after it are of the same.
    sum((not partial)::integer) over (
        partition by respondent, basis, unit order by place
    ) as run
from compared
"""

# The files whose answers count, of respondents of whom more than one does.
_SOURCES = """
create table landing.sources as
with counting as (
    select *, row_number() over (
        partition by respondent, basis, unit order by place desc
    ) as rank
    from versions
    qualify last or ($merges and run = max(run) over (partition by respondent, basis, unit))
)
select submission, unit, rank::integer as rank,
    first_value(submission) over (
        partition by respondent, basis order by place desc
    ) as carrier
from counting
qualify count(*) over (partition by respondent, basis) > 1
"""

# Of each unit, each question and each repeat from its last file that answers it.
_UNITED = """
create temp table merged as
with
answers as (
    select answers.*, sources.carrier, sources.unit, sources.rank,
        coalesce(answers.code, answers.number::varchar, answers.date::varchar, answers.text)
            as value
    from landing.answers
    inner join landing.sources using (submission)
    qualify rank = min(rank) over (
        partition by carrier, unit, coalesce(answers.repeat, answers.question)
    )
),
-- The last decision on a question settles which file's answer counts.
settled as (
    select carrier, question, last(submission order by line) as submission
    from (
        select sources.carrier, decisions.submission, decisions.line, questions.question
        from landing.decisions
        inner join landing.sources using (submission)
        inner join landing.questions
            on questions.question = coalesce(decisions.question, questions.question)
        where decision in ('stand', 'correct')
    )
    group by carrier, question
)
select answers.*, settled.submission as settled
from answers
left join settled on settled.carrier = answers.carrier
    and settled.question = answers.question and answers.repeat is null
"""

# The section in which the unit is asked tells who answers: there two ministries must differ.
_CONFLICTS = """
insert into landing.findings by name
with
asked as (
    select question from landing.questions
    where repeat is null and section <> (
        select section from landing.questions where question = '{unit}'
    )
),
given as (
    select merged.*, submissions.file, lower(trim(merged.value)) as key from merged
    inner join asked using (question)
    inner join landing.submissions using (submission)
    where merged.obs_status = 'A' and merged.value is not null and settled is null
),
final as (
    select this.submission, this.file, 'answers_conflict' as code, this.sheet, this.cell,
        this.question, null::varchar as repeat, null::integer as row,
        json_object('value', left(this.raw, 100), 'theirs', left(other.raw, 100),
            'other', other.file)::varchar as params
    from given as this
    inner join given as other on other.carrier = this.carrier and other.question = this.question
        and other.unit <> this.unit and other.key <> this.key
    qualify row_number() over (
        partition by this.submission, this.question order by other.file
    ) = 1
)
select final.*, rules.level, rules.severity, rules.entity
from final inner join landing.rules using (code)
"""

# Of single questions the settled answer, else a value before a missing-value code, else the
# later; of repeats every row, and of equal ones the first.
_COUNTING = """
create table landing.united as
with
usable as (
    select merged.* from merged
    anti join landing.findings on findings.severity = 'ERROR' and findings.entity = 'FIELD'
        and findings.waived_by is null and findings.submission = merged.submission
        and findings.question = merged.question
        and findings.row is not distinct from merged.row
),
singles as (
    select * from usable where repeat is null
    qualify row_number() over (
        partition by carrier, question
        order by coalesce(submission = settled, false) desc, obs_status = 'A' desc,
            submission = carrier desc, unit
    ) = 1
),
rows as (
    select submission, carrier, repeat, row,
        list((question, value, obs_status) order by question) as content
    from usable where repeat is not null group by submission, carrier, repeat, row
    qualify row_number() over (
        partition by carrier, repeat, content order by submission = carrier desc, submission, row
    ) = 1
),
final as (
    select * from singles
    union all by name
    select usable.* from usable
    inner join rows using (submission, repeat, row)
)
select * exclude (carrier, unit, rank, value, settled)
    replace (carrier as submission), submission as origin
from final
"""

# As the macro of the form's tables, where the answer may stand in another file.
_EVIDENCE = """
create or replace macro evidence(submission, question) as coalesce((
    select origins.origin from landing.origins
    where origins.carrier = submission and origins.asked = question
), submission) || '/' || question
"""
_ORIGINS = """
create table landing.origins as
select submission as carrier, question as asked, origin from landing.united
where repeat is null and origin <> submission
"""


def compare(con: duckdb.DuckDBPyConnection, *, merges: bool) -> None:
    """Make `versions` and `landing.sources` from the table `judged` of all files.

    `merges` says whether what a partial file lacks is taken from the one before.
    """
    con.execute(_VERSIONS.format(unit=UNIT))
    con.execute(_SOURCES, {"merges": merges})


def find_conflicts(con: duckdb.DuckDBPyConnection) -> None:
    """Merge the answers of several files; those that conflict become findings."""
    con.execute(_UNITED)
    con.execute(_CONFLICTS.format(unit=UNIT))


def unite(con: duckdb.DuckDBPyConnection) -> None:
    """Make `landing.united`: the usable answers taken from several files."""
    con.execute(_COUNTING)
    con.execute("drop table merged")
    con.execute(_ORIGINS)


def name_origins(con: duckdb.DuckDBPyConnection) -> None:
    """Let the evidence of a single answer name the file where it stands."""
    if con.execute("select 1 from landing.origins limit 1").fetchone():
        con.execute(_EVIDENCE)
