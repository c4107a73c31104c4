-- A year before 1800, or after the cut-off for what is already adopted, in force or in place,
-- and for a figure.
with

years as (

    select
        *,
        regexp_replace(question, '_year$', '_status') as status_question,
    from landing.answers
    where repeat is not null and question like '%\_year' escape '\' and number is not null

),

final as (

    select
        years.submission,
        years.question,
        years.repeat,
        years.row,
        json_object(
            'year', years.number::bigint::varchar,
            'first', '1800',
            'last', getvariable('year_cut_off')::varchar
        )::varchar as params,
    from years
    left join landing.answers as statuses
        on
            years.submission = statuses.submission
            and years.repeat = statuses.repeat
            and years.row = statuses.row
            and years.status_question = statuses.question
    where
        years.number < 1800
        or (
            years.number > getvariable('year_cut_off')
            and (
                statuses.code in ('adopted', 'in_force', 'under_revision', 'in_place')
                or years.question = 'figure_year'
            )
        )

)

select * from final
