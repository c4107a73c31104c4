-- Laws on the social and solidarity economy as a whole (paras. 18-19).
with

measures as (

    select * from intermediate.measures
    where measure_kind = 'laws' and scope = 'framework'

),

final as (

    select
        respondent,
        territory,
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
