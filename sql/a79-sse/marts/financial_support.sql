-- Financial support by provider and instrument (paras. 31-33, 38-39).
with

measures as (

    select * from intermediate.measures
    where measure_kind = 'finance'

),

final as (

    select
        provider,
        title,
        instrument,
        stage,
        amount,
        currency,
        enterprises,
        people,
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
        respondent,
        basis,
        row

)

select * from final
