-- Policies of States, in force, in preparation and subnational (para. 17).
with

measures as (

    select * from intermediate.measures
    where measure_kind = 'policies'

),

final as (

    select
        respondent,
        title as policy,
        kind,
        level,
        territory,
        year,
        status,
        timing,
        description,
        basis,
        evidence,
    from measures
    order by
        respondent,
        basis,
        row

)

select * from final
