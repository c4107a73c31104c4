-- Networks, observatories and research (paras. 28-29).
with

measures as (

    select * from intermediate.measures
    where measure_kind = 'research'

),

final as (

    select
        kind,
        title,
        organization,
        place,
        level,
        year,
        status,
        description,
        respondent,
        basis,
        evidence,
    from measures
    order by
        kind nulls last,
        respondent,
        basis,
        row

)

select * from final
