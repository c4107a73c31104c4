-- The state of each submission. A file with a finding that blocks it is left out; of the
-- others of one respondent and basis the latest stands. A date of receipt counts before the
-- date of completion, and where neither is known the order of reading decides.
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
    where not exists (
        select 1 from blockers where blockers.submission = submissions.submission
    )

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
