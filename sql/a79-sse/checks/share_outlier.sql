-- A share far from those that at least five other respondents give for the same indicator: more
-- than four times the usual deviation (the median one, scaled), and more than 20 points away.
with

figures as (

    select
        standing.submission,
        standing.respondent,
        figures.row,
        figures.figure_indicator as indicator,
        figures.figure_value as value,
        concat_ws(
            '|',
            plain_words(figures.figure_indicator),
            coalesce(figures.figure_sex, 'total'),
            lower(trim(figures.figure_age))
        ) as identity,
    from form.figures
    inner join landing.standing on figures.submission = standing.submission
    where
        figures.figure_unit = 'percent'
        and figures.figure_indicator is not null
        and figures.figure_value is not null

),

-- One figure a respondent, so that a long series does not outweigh the others.
typical as (

    select
        identity,
        respondent,
        median(value) as value,
    from figures
    group by identity, respondent

),

compared as (

    select
        figures.submission,
        figures.row,
        figures.indicator,
        figures.value,
        median(typical.value) as median,
        1.4826 * mad(typical.value) as spread,
    from figures
    inner join typical
        on figures.identity = typical.identity and figures.respondent <> typical.respondent
    group by all
    having count(*) >= 5

),

final as (

    select
        submission,
        'figure_value' as question,
        'figures' as repeat,
        row,
        json_object(
            'indicator', indicator,
            'value', value,
            'median', round(median, 6)
        )::varchar as params,
    from compared
    where abs(value - median) > greatest(4 * spread, 20)

)

select * from final
