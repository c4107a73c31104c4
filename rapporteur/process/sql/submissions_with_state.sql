-- The submissions with their state. What was decided comes first, then what keeps a file out
-- whatever else is true. A file with errors is accepted, since it is used without the answers
-- concerned, and a correction is requested. A file that is not in time came after the cut-off and
-- was not admitted, whether or not it could be read: it bears on nothing that is published.
with

reasons as (

    select
        submission,
        bool_or(code = 'refused') as refused,
        bool_or(code = 'withdrawn') as withdrawn,
        bool_or(severity = 'BLOCKER' and waived_by is null) as blocked,
        bool_or(code = 'received_after_cut_off' and waived_by is null) as late,
        bool_or(code = 'superseded') as superseded,
        bool_or(severity = 'ERROR' and waived_by is null) as in_error,
    from landing.findings
    group by submission

),

final as (

    select
        submissions.*,
        case
            when reasons.refused then 'refused'
            when reasons.withdrawn then 'withdrawn'
            when reasons.blocked then 'blocked'
            when reasons.late then 'late'
            when reasons.superseded then 'superseded'
            else 'accepted'
        end as state,
        state = 'accepted' and coalesce(reasons.in_error, false) as correction_requested,
        not coalesce(reasons.late, false)
        and (
            state <> 'blocked'
            or submissions.basis <> 'reply'
            or coalesce(
                timezone(getvariable('time_zone'), submissions.received_at)::date
                <= getvariable('cut_off'),
                true
            )
        ) as in_time,
    from landing.submissions
    left join reasons on submissions.submission = reasons.submission
    order by submissions.read_at_order

)

select * from final
