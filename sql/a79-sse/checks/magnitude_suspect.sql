-- A figure or an amount about a thousand, a million or a billion times larger or smaller than the
-- median of comparable ones: those of the same indicator, or of the same instrument and currency,
-- in other rows. At least four others are needed, and most of them within a factor of ten.
with

amounts as (

    select
        submission,
        'figure_value' as question,
        'figures' as repeat,
        row,
        figure_value as value,
        concat_ws(
            '|',
            figure_indicator,
            figure_unit,
            figure_currency,
            coalesce(figure_sex, 'total'),
            figure_age
        ) as identity,
    from form.figures
    where figure_indicator is not null and figure_unit <> 'percent'
    union all by name
    select
        submission,
        'finance_amount' as question,
        'finance' as repeat,
        row,
        finance_amount as value,
        concat_ws('|', finance_instrument, finance_currency) as identity,
    from form.finance
    where finance_instrument is not null and finance_currency is not null

),

sized as (

    select
        amounts.submission,
        amounts.repeat,
        amounts.question,
        amounts.row,
        amounts.value,
        log10(amounts.value) as size,
        amounts.repeat || plain_words(amounts.identity, kept := '|') as identity,
    from amounts
    inner join landing.standing on amounts.submission = standing.submission
    where amounts.value > 0

),

-- Beside the one in question, a single other one may be wrong without hiding it.
groups as (

    select
        identity,
        median(size) as size,
        mad(size) as spread,
    from sized
    group by identity
    having count(*) >= 5

),

compared as (

    select
        sized.*,
        groups.size as median_size,
        round((sized.size - groups.size) / 3) * 3 as powers,
    from sized
    inner join groups on sized.identity = groups.identity
    where groups.spread <= 0.5

),

final as (

    select
        submission,
        question,
        repeat,
        row,
        json_object(
            'value', value,
            'median', round(pow(10, median_size), 2),
            'factor', pow(10, abs(powers))::bigint
        )::varchar as params,
    from compared
    where
        abs(powers) between 3 and 9
        and abs(size - median_size - powers) <= 0.5

)

select * from final
