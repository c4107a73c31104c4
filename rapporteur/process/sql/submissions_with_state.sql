-- The submissions with their state. What was decided comes first, then what keeps a file out
-- whatever else is true: a doubt before all that is wrong with its answers. A file with errors is
-- accepted, since it is used without the answers concerned, and a correction is requested. A file
-- that is not in time came after the cut-off and was not admitted, whether or not it could be read:
-- it bears on nothing that is published. Of a doubted file it is not known whose it is, or whether
-- it is to count, whatever its state: nothing of it is sent to anybody.
with

reasons as (

    select
        findings.submission,
        bool_or(findings.code = 'refused') as refused,
        bool_or(findings.code = 'withdrawn') as withdrawn,
        bool_or(rules.doubt and findings.waived_by is null) as unverified,
        bool_or(findings.severity = 'BLOCKER' and findings.waived_by is null) as blocked,
        bool_or(findings.code = 'received_after_cut_off' and findings.waived_by is null) as late,
        bool_or(findings.code in ('superseded', 'answers_repeated')) as superseded,
        bool_or(findings.severity = 'ERROR' and findings.waived_by is null) as in_error,
    from landing.findings
    inner join landing.rules on findings.code = rules.code
    group by findings.submission

),

final as (

    select
        submissions.*,
        case
            when reasons.refused then 'refused'
            when reasons.withdrawn then 'withdrawn'
            when reasons.unverified then 'unverified'
            when reasons.blocked then 'blocked'
            when reasons.late then 'late'
            when reasons.superseded then 'superseded'
            else 'accepted'
        end as state,
        state = 'accepted' and coalesce(reasons.in_error, false) as correction_requested,
        coalesce(reasons.unverified, false) or doubted.submission is not null as doubted,
        not coalesce(reasons.late, false)
        and (
            state not in ('blocked', 'unverified')
            or submissions.basis <> 'reply'
            or coalesce(
                timezone(getvariable('time_zone'), submissions.received_at)::date
                <= getvariable('cut_off'),
                true
            )
        ) as in_time,
    from landing.submissions
    left join reasons on submissions.submission = reasons.submission
    left join landing.doubted on submissions.submission = doubted.submission
    order by submissions.read_at_order

)

select * from final
