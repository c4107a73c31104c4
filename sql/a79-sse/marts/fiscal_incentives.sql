-- Fiscal incentives, with the rate in per cent where given (para. 21).
with

measures as (

    select * from intermediate.measures
    where measure_kind = 'incentives'

),

final as (

    select
        respondent,
        territory,
        title as measure,
        kind,
        beneficiary,
        rate,
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
