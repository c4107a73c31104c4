-- A satellite account in place in a State that does not name its statistics office; others are
-- not asked for one.
with

submissions as (

    select * from landing.submissions
    where category = 'government'

),

offices as (

    select distinct submission
    from landing.answers
    where question = 'stat_office'

),

statistics as (

    select * from form.statistics
    where statistic_kind = 'satellite_account' and statistic_status = 'in_place'

),

final as (

    select
        statistics.submission,
        'stat_office' as question,
        null::varchar as repeat,
        null::integer as row,
        json_object(
            'title', coalesce(min_by(statistics.statistic_title, statistics.row), '')
        )::varchar as params,
    from statistics
    inner join submissions on statistics.submission = submissions.submission
    left join offices on statistics.submission = offices.submission
    where offices.submission is null
    group by statistics.submission

)

select * from final
