-- Public procurement measures (para. 22).
with

measures as (

    select * from intermediate.measures
    where measure_kind = 'procurement'

),

final as (

    select
        respondent,
        territory,
        title as measure,
        kind,
        beneficiary,
        year,
        status,
        timing,
        basis,
        evidence,
    from measures
    order by
        respondent,
        basis,
        row

)

select * from final
