-- A figure in per cent that exceeds 100.
select
    submission,
    'figure_value' as question,
    'figures' as repeat,
    row,
    json_object(
        'indicator', coalesce(figure_indicator, ''),
        'value', figure_value
    )::varchar as params,
from form.figures
where figure_unit = 'percent' and figure_value > 100
