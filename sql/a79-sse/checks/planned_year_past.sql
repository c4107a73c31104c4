-- A measure still proposed, planned or in preparation whose expected year is over at the cut-off.
with

answers as (

    select * from landing.answers
    where repeat is not null

),

statuses as (

    select
        *,
        regexp_replace(question, '_status$', '_year') as year_question,
    from answers
    where
        question like '%\_status' escape '\'
        and code in ('proposed', 'planned', 'in_preparation')

),

final as (

    select
        years.submission,
        years.question,
        years.repeat,
        years.row,
        json_object(
            'year', years.number::bigint::varchar,
            'cut_off', getvariable('year_cut_off')::varchar
        )::varchar as params,
    from statuses
    inner join answers as years
        on
            statuses.submission = years.submission
            and statuses.repeat = years.repeat
            and statuses.row = years.row
            and statuses.year_question = years.question
    where years.number < getvariable('year_cut_off')

)

select * from final
