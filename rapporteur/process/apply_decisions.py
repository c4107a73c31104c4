"""What the secretariat's decisions make of findings, notes and states."""

import duckdb

# What was decided about a whole file. No suite judges it: the decision is the judgement.
_RULINGS = """
insert into landing.findings by name
with
rulings as (
    select submission, last(decision order by line) as decision,
        last(day order by line) as day, last(reason order by line) as reason
    from landing.decisions
    where decision in ('admit', 'refuse', 'withdraw')
    group by submission
),
final as (
    select submission, file,
        case decision when 'refuse' then 'refused' else 'withdrawn' end as code,
        json_object('date', day, 'reason', reason)::varchar as params
    from rulings inner join landing.submissions using (submission)
    where decision <> 'admit'
)
select final.*, rules.level, rules.severity, rules.entity
from final inner join landing.rules using (code)
"""

_WAIVED = """
update landing.findings set waived_by = waivers.sentence
from (
    select findings.rowid as id, last(
        'Decision of ' || decisions.day || ', ' || who || ': ' || reason order by line
    ) as sentence
    from landing.findings
    inner join landing.decisions on decisions.submission = findings.submission
        and (
            (decision = 'waive' and finding = code)
            or (decision = 'admit' and code = 'received_after_cut_off')
        )
        and coalesce(decisions.question, findings.question, '') = coalesce(findings.question, '')
        and coalesce(decisions.row, findings.row, 0) = coalesce(findings.row, 0)
    group by findings.rowid
) as waivers
where findings.rowid = waivers.id
"""

# What was decided stands in the notes of the answers concerned, so that every row of the tables
# that rests on one of them tells of it. A correction's is there already.
_NOTES = """
update landing.cells set note = concat_ws(' ', nullif(note, ''), told.sentence)
from (
    with
    told as (
        select submission, question, row, line, case decision
            when 'waive' then 'Accepted by decision of ' || day || ' in spite of ' || finding
            when 'admit' then 'Admitted by decision of ' || day
            when 'assign' then 'Assigned to ' || upper(value) || ' by decision of ' || day
            when 'stand' then 'Stands by decision of ' || day
            end || ' (reason: ' || reason || ').' as sentence
        from landing.decisions
        where decision in ('waive', 'admit', 'assign', 'stand')
    )
    select cells.rowid as id, string_agg(told.sentence, ' ' order by line) as sentence
    from landing.cells
    inner join told on told.submission = cells.submission
        and (told.question is null or told.question = cells.question)
        and (told.row is null or told.row = cells.row)
    group by cells.rowid
) as told
where cells.rowid = told.id
"""

# A file with errors is used without the answers concerned: it is accepted, and a correction is
# requested. What was decided comes first, then what keeps a file out whatever else is true.
_STATES = """
create or replace table landing.submissions as
with found as (
    select submission,
        bool_or(code = 'refused') as refused,
        bool_or(code = 'withdrawn') as withdrawn,
        bool_or(severity = 'BLOCKER' and waived_by is null) as blocked,
        bool_or(code = 'received_after_cut_off' and waived_by is null) as late,
        bool_or(code = 'superseded') as superseded,
        bool_or(severity = 'ERROR' and waived_by is null) as in_error
    from landing.findings
    group by submission
)
select submissions.*,
    case
        when found.refused then 'refused'
        when found.withdrawn then 'withdrawn'
        when found.blocked then 'blocked'
        when found.late then 'late'
        when found.superseded then 'superseded'
        else 'accepted'
    end as state,
    state = 'accepted' and coalesce(found.in_error, false) as correction_requested
from landing.submissions
left join found using (submission)
order by read_at_order
"""


def apply_decisions(con: duckdb.DuckDBPyConnection) -> None:
    """Mark what is waived, tell of it in the notes, and give every submission its state."""
    con.execute(_RULINGS)
    if con.execute("select 1 from landing.decisions limit 1").fetchone():
        con.execute(_WAIVED)
        con.execute(_NOTES)
    con.execute(_STATES)
