-- Which body regulates which kind of entity (para. 20).
with

measures as (

    select * from intermediate.measures
    where measure_kind = 'regulators'

),

final as (

    select
        respondent,
        body,
        entity,
        legal_form,
        basis,
        evidence,
    from measures
    order by
        respondent,
        basis,
        row

)

select * from final
