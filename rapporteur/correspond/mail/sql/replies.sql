-- The replies with the address from which each was mailed, in the order in which they came: those
-- of unknown time first, then by name.
with

senders as (

    select
        submission,
        last(channel[6:] order by received_at, read_at_order) as sender,
    from landing.files
    where channel like 'mail:%'
    group by submission

),

decided as (

    select distinct submission
    from landing.decisions
    where decision in ('admit', 'assign')

),

final as (

    select
        submissions.submission,
        submissions.file,
        coalesce(submissions.respondent, '') as respondent,
        coalesce(submissions.language, '') as language,
        submissions.state,
        submissions.correction_requested,
        submissions.received_at,
        coalesce(senders.sender, '') as sender,
        submissions.doubted,
        decided.submission is not null and not submissions.doubted as decided,
    from landing.submissions
    left join senders on submissions.submission = senders.submission
    left join decided on submissions.submission = decided.submission
    where submissions.basis = 'reply'
    order by
        submissions.received_at nulls first,
        submissions.read_at_order

)

select * from final
