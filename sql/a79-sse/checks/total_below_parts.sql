-- A total smaller than what is given for women and men together. Rates do not add up, so
-- figures in per cent are left aside; a figure of unstated sex is a total.
with

figures as (

    select
        submission,
        row,
        lower(trim(figure_indicator)) as indicator,
        lower(trim(coalesce(figure_area, ''))) as area,
        lower(trim(coalesce(figure_age, ''))) as age,
        figure_year,
        figure_unit,
        coalesce(figure_currency, '') as currency,
        coalesce(figure_sex, 'total') as sex,
        figure_value,
    from form.figures
    where figure_unit <> 'percent' and figure_value is not null

),

compared as (

    select
        *,
        sum(figure_value) filter (where sex in ('female', 'male')) over (
            partition by submission, indicator, area, age, figure_year, figure_unit, currency
        ) as parts,
    from figures

),

final as (

    select
        submission,
        'figure_value' as question,
        'figures' as repeat,
        row,
        json_object(
            'total', figure_value,
            'parts', parts
        )::varchar as params,
    from compared
    where sex = 'total' and round(parts - figure_value, 6) > 0

)

select * from final
