-- Laws on particular legal forms (paras. 19-20), and those whose scope is not stated.
with

measures as (

    select * from intermediate.measures
    where measure_kind = 'laws' and scope is distinct from 'framework'

),

final as (

    select
        respondent,
        territory,
        legal_form,
        title,
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
