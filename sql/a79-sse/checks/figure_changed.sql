-- A figure or an amount that differs by more than the factor of five from that of the same year in
-- the earlier file of the same respondent; or, the latest of a series, from its latest one in the
-- previous cycle.
with

figures as (

    select 'present' as cycle, * from form.figures
    union all by name
    select 'previous' as cycle, * from previous.figures

),

finance as (

    select 'present' as cycle, * from form.finance
    union all by name
    select 'previous' as cycle, * from previous.finance

),

amounts as (

    select
        cycle,
        submission,
        'figure_value' as question,
        'figures' as repeat,
        row,
        figure_indicator as title,
        coalesce(figure_year, 0) as year,
        figure_value as value,
        concat_ws(
            '|',
            figure_unit,
            figure_currency,
            lower(trim(figure_area)),
            coalesce(figure_sex, 'total'),
            lower(trim(figure_age))
        ) as details,
    from figures
    union all by name
    select
        cycle,
        submission,
        'finance_amount' as question,
        'finance' as repeat,
        row,
        finance_title as title,
        coalesce(finance_year, 0) as year,
        finance_amount as value,
        concat_ws('|', finance_instrument, finance_currency) as details,
    from finance

),

series as (

    select
        *,
        concat_ws('|', repeat, lower(trim(title)), details) as identity,
        row_number() over (
            partition by cycle, submission, identity
            order by year desc, row asc
        ) = 1 as is_latest,
    from amounts
    where title is not null and value > 0

),

earlier as (

    select
        predecessors.submission,
        series.identity,
        series.year,
        series.value,
        1 as nearness,
    from series
    inner join landing.predecessors on series.submission = predecessors.earlier
    where series.cycle = 'present'
    union all by name
    select
        present.submission,
        present.basis,
        series.identity,
        arg_max(series.value, (series.year, series.value)) as value,
        2 as nearness,
    from series
    inner join previous.submissions on series.submission = submissions.submission
    inner join landing.submissions as present
        on submissions.respondent = present.respondent and submissions.basis = present.basis
    where series.cycle = 'previous'
    group by all

),

final as (

    select
        series.submission,
        series.question,
        series.repeat,
        series.row,
        json_object(
            'question', series.title,
            'before', earlier.value,
            'now', series.value,
            'factor', 5
        )::varchar as params,
    from series
    inner join earlier
        on
            series.submission = earlier.submission
            and series.identity = earlier.identity
            and if(earlier.nearness = 1, series.year = earlier.year, series.is_latest)
    where
        series.cycle = 'present'
        and greatest(series.value / earlier.value, earlier.value / series.value) > 5
    qualify
        row_number() over (
            partition by series.submission, series.question, series.row
            order by earlier.nearness, earlier.value
        ) = 1

)

select * from final
