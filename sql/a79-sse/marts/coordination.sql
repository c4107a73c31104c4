-- Coordination mechanisms and who sits on them (para. 24).
with

measures as (

    select * from intermediate.measures
    where measure_kind = 'coordination'

),

final as (

    select
        respondent,
        title as mechanism,
        composition,
        level,
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
