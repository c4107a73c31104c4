-- Ministries, bodies inside ministries and specialized agencies (para. 23).
with

measures as (

    select * from intermediate.measures
    where measure_kind = 'bodies'

),

final as (

    select
        respondent,
        territory,
        kind,
        title as name,
        year,
        mandate,
        basis,
        evidence,
    from measures
    order by
        respondent,
        basis,
        row

)

select * from final
