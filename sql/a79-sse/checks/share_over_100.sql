-- A figure in per cent that exceeds 100.
with

figures as (

    select * from form.figures

),

final as (

    select
        submission,
        'figure_value' as question,
        'figures' as repeat,
        row,
        json_object(
            'indicator', coalesce(figure_indicator, ''),
            'value', figure_value
        )::varchar as params,
    from figures
    where figure_unit = 'percent' and figure_value > 100

)

select * from final
