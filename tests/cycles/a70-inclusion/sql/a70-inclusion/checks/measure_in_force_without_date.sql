-- A measure in force of which nothing is said on when it was adopted.
with

measures as (

    select * from form.measures
    where measure_status = 'in_force' and measure_adopted_on is null

),

answers as (

    select * from landing.answers
    where question = 'measure_adopted_on'

),

final as (

    select
        measures.submission,
        'measure_adopted_on' as question,
        'measures' as repeat,
        measures.row,
        json_object('title', coalesce(measures.measure_title, ''))::varchar as params,
    from measures
    left join answers
        on measures.submission = answers.submission and measures.row = answers.row
    where answers.submission is null

)

select * from final
