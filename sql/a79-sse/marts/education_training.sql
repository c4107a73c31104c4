-- Education and training by level (paras. 26-27).
with

measures as (

    select * from intermediate.measures
    where measure_kind = 'education'

),

final as (

    select
        level,
        kind,
        title,
        institution,
        place,
        year,
        status,
        timing,
        description,
        respondent,
        basis,
        evidence,
    from measures
    order by
        level nulls last,
        respondent,
        basis,
        row

)

select * from final
