-- A measure adopted after the day up to which the cycle takes answers.
with

measures as (

    select * from form.measures
    where measure_adopted_on > getvariable('cut_off')::date

),

final as (

    select
        submission,
        'measure_adopted_on' as question,
        'measures' as repeat,
        row,
        json_object(
            'title', coalesce(measure_title, ''),
            'adopted_on', measure_adopted_on::varchar,
            'cut_off', getvariable('cut_off')::varchar
        )::varchar as params,
    from measures

)

select * from final
