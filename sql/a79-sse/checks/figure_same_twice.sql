-- A figure given more than once: the same indicator, unit, year, area, sex and age.
with

figures as (

    select
        submission,
        row,
        lower(trim(figure_indicator)) as indicator,
        figure_unit as unit,
        coalesce(figure_currency, '') as currency,
        figure_year as year,
        lower(trim(coalesce(figure_area, ''))) as area,
        coalesce(figure_sex, 'total') as sex,
        lower(trim(coalesce(figure_age, ''))) as age,
        figure_value as value,
    from form.figures
    where figure_indicator is not null and figure_value is not null

),

compared as (

    select
        *,
        first_value(row) over earlier as first_row,
        first_value(value) over earlier as first_figure,
    from figures
    window earlier as (
        partition by submission, indicator, unit, currency, year, area, sex, age
        order by row
    )

),

final as (

    select
        submission,
        'figure_value' as question,
        'figures' as repeat,
        row,
        json_object(
            'first_row', first_row,
            'first_value', first_figure,
            'value', value
        )::varchar as params,
    from compared
    where row > first_row

)

select * from final
