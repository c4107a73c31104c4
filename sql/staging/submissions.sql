-- The state of each submission, from the findings: blocked until mended, superseded by a later
-- file of the same respondent, or accepted.
with

submissions as (

    select * from landing.submissions

),

findings as (

    select
        submission,
        bool_or(severity = 'BLOCKER') as is_blocked,
        bool_or(code = 'superseded') as is_superseded,
    from landing.findings
    group by submission

),

final as (

    select
        submissions.*,
        case
            when findings.is_blocked then 'blocked'
            when findings.is_superseded then 'superseded'
            else 'accepted'
        end as state,
    from submissions
    left join findings on submissions.submission = findings.submission

)

select * from final
