-- A figure or an amount about a thousand, a million or a billion times larger or smaller than the
-- median of comparable ones: those of the same indicator, or of the same instrument and currency,
-- in other rows. At least four others are needed, and most of them within a factor of ten.
with

standing as (

    select * from landing.standing

),

given as (

    select submission, row, 'figures' as repeat, 'figure_value' as question,
        figure_value as value,
        concat_ws(
            '|', figure_indicator, figure_unit, figure_currency,
            coalesce(figure_sex, 'total'), figure_age
        ) as identity,
    from form.figures
    where figure_indicator is not null and figure_unit <> 'percent'
    union all by name
    select submission, row, 'finance' as repeat, 'finance_amount' as question,
        finance_amount as value,
        concat_ws('|', finance_instrument, finance_currency) as identity,
    from form.finance
    where finance_instrument is not null and finance_currency is not null

),

amounts as (

    select
        given.submission,
        given.repeat,
        given.question,
        given.row,
        given.value,
        log10(given.value) as size,
        given.repeat
        || trim(lower(strip_accents(regexp_replace(given.identity, '[^|\pL\pN]+', ' ', 'g'))))
            as identity,
    from given
    inner join standing on given.submission = standing.submission
    where given.value > 0

),

-- Beside the one in question, a single other one may be wrong without hiding it.
groups as (

    select
        identity,
        median(size) as size,
        mad(size) as spread,
    from amounts
    group by identity
    having count(*) >= 5

),

compared as (

    select
        amounts.*,
        groups.size as median_size,
        round((amounts.size - groups.size) / 3) * 3 as powers,
    from amounts
    inner join groups on amounts.identity = groups.identity
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
