-- A figure or an amount that differs by more than the factor below from that of the earlier file
-- of the same respondent, or from its latest one in the previous cycle.
with

settings as (

    select 5 as factor

),

submissions as (

    select * from landing.submissions

),

predecessors as (

    select * from landing.predecessors

),

before_submissions as (

    select * from previous.submissions

),

given as (

    select submission, row, 'figures' as repeat, 'figure_value' as question,
        figure_indicator as title, figure_year as year, figure_value as value,
        concat_ws(
            '|', figure_unit, figure_currency, lower(trim(figure_area)),
            coalesce(figure_sex, 'total'), lower(trim(figure_age))
        ) as rest,
    from form.figures
    union all by name
    select submission, row, 'finance' as repeat, 'finance_amount' as question,
        finance_title as title, finance_year as year, finance_amount as value,
        concat_ws('|', finance_instrument, finance_currency) as rest,
    from form.finance

),

before_given as (

    select submission, 'figures' as repeat,
        figure_indicator as title, figure_year as year, figure_value as value,
        concat_ws(
            '|', figure_unit, figure_currency, lower(trim(figure_area)),
            coalesce(figure_sex, 'total'), lower(trim(figure_age))
        ) as rest,
    from previous.figures
    union all by name
    select submission, 'finance' as repeat,
        finance_title as title, finance_year as year, finance_amount as value,
        concat_ws('|', finance_instrument, finance_currency) as rest,
    from previous.finance

),

figures as (

    select
        *,
        concat_ws('|', repeat, lower(trim(title)), rest) as identity,
        coalesce(year, 0) as of_year,
    from given
    where title is not null and value > 0

),

-- Of a series the latest year is compared across the cycles.
latest as (

    select *
    from figures
    qualify row_number() over (
        partition by submission, identity order by of_year desc, row
    ) = 1

),

before_latest as (

    select
        before_submissions.respondent,
        before_submissions.basis,
        concat_ws('|', before_given.repeat, lower(trim(before_given.title)), before_given.rest)
            as identity,
        arg_max(
            before_given.value, (coalesce(before_given.year, 0), before_given.value)
        ) as value,
    from before_given
    inner join before_submissions
        on before_given.submission = before_submissions.submission
    where before_given.title is not null and before_given.value > 0
    group by all

),

pairs as (

    select
        figures.submission,
        figures.question,
        figures.repeat,
        figures.row,
        figures.title,
        figures.value as now,
        earlier.value as before,
        1 as nearness,
    from figures
    inner join predecessors on figures.submission = predecessors.submission
    inner join figures as earlier
        on
            predecessors.earlier = earlier.submission
            and figures.identity = earlier.identity
            and figures.of_year = earlier.of_year
    union all by name
    select
        latest.submission,
        latest.question,
        latest.repeat,
        latest.row,
        latest.title,
        latest.value as now,
        before_latest.value as before,
        2 as nearness,
    from latest
    inner join submissions on latest.submission = submissions.submission
    inner join before_latest
        on
            submissions.respondent = before_latest.respondent
            and submissions.basis = before_latest.basis
            and latest.identity = before_latest.identity

),

changed as (

    select pairs.*, settings.factor
    from pairs
    cross join settings
    where greatest(pairs.now / pairs.before, pairs.before / pairs.now) > settings.factor
    qualify row_number() over (
        partition by pairs.submission, pairs.question, pairs.row
        order by pairs.nearness, pairs.before
    ) = 1

),

final as (

    select
        submission,
        question,
        repeat,
        row,
        json_object(
            'question', title,
            'before', before,
            'now', now,
            'factor', factor
        )::varchar as params,
    from changed

)

select * from final
