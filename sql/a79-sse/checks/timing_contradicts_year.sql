-- A measure said to come before the adoption of the resolution in a later year, or after it in
-- an earlier one. In the year of adoption both can be true.
with

answers as (

    select * from landing.answers
    where repeat is not null

),

timings as (

    select
        *,
        regexp_replace(question, '_timing$', '_year') as year_question,
    from answers
    where question like '%\_timing' escape '\'

),

final as (

    select
        timings.submission,
        timings.question,
        timings.repeat,
        timings.row,
        json_object(
            'year', years.number::bigint::varchar,
            'timing', timings.code,
            'adopted_on', getvariable('adopted_on')::varchar
        )::varchar as params,
    from timings
    inner join answers as years
        on
            timings.submission = years.submission
            and timings.repeat = years.repeat
            and timings.row = years.row
            and timings.year_question = years.question
    where
        (timings.code = 'before' and years.number > adoption_year())
        or (timings.code = 'after' and years.number < adoption_year())

)

select * from final
