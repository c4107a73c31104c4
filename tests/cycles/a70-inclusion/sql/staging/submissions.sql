-- The state of each submission: blocked by a finding, superseded by a later one of the same
-- respondent and basis, or accepted.
with

submissions as (

    select * from landing.submissions

),

blockers as (

    select distinct submission
    from landing.findings
    where severity = 'BLOCKER'

),

completions as (

    select submission, completed_on from form.main

),

usable as (

    select
        submissions.submission,
        row_number() over (
            partition by submissions.respondent, submissions.basis
            order by
                submissions.received_at desc nulls last,
                completions.completed_on desc nulls last,
                submissions.read_at_order desc
        ) as recency,
    from submissions
    left join completions on submissions.submission = completions.submission
    left join blockers on submissions.submission = blockers.submission
    where blockers.submission is null

),

final as (

    select
        submissions.*,
        case
            when usable.recency is null then 'blocked'
            when usable.recency = 1 then 'accepted'
            else 'superseded'
        end as state,
    from submissions
    left join usable on submissions.submission = usable.submission

)

select * from final
