-- What each State reports on statistics: the law's mandates, and of each kind of statistical
-- work the most advanced status, of several equal ones the earliest (paras. 42-43). Work of
-- unstated status counts as in place, as everywhere.
with

submissions as (

    select * from intermediate.submissions
    where category = 'government'

),

mandates as (

    select * from staging.statistics_mandates
    where coalesce(law, law_account) is not null

),

measures as (

    select * replace (coalesce(status, progress) as status)
    from intermediate.measures
    where measure_kind = 'statistics'

),

ranked as (

    select
        *,
        row_number() over (
            partition by submission, kind
            order by
                case status
                    when 'in_place' then 1
                    when 'in_preparation' then 2
                    when 'planned' then 3
                    else 4
                end,
                year nulls last,
                row
        ) as rank,
    from measures

),

facts as (

    select
        submission,
        law,
        law_account,
        evidence,
    from mandates
    union all by name
    select
        submission,
        kind,
        status,
        year,
        rank,
        evidence,
    from ranked

),

final as (

    select
        submissions.respondent,
        submissions.basis,
        facts.* exclude (submission),
    from facts
    inner join submissions on facts.submission = submissions.submission

)

select * from final
