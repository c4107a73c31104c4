-- Capacity-building programmes and tools, with their reach (paras. 34-36).
with

measures as (

    select * from intermediate.measures
    where measure_kind = 'capacity'

),

final as (

    select
        title,
        kind,
        provider,
        place,
        enterprises,
        people,
        year,
        status,
        timing,
        description,
        respondent,
        basis,
        evidence,
    from measures
    order by
        respondent,
        basis,
        row

)

select * from final
