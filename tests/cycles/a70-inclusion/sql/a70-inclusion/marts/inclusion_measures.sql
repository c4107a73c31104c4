-- Policies and measures for social inclusion.
with

measures as (

    select * from intermediate.measures

),

final as (

    select
        respondent,
        category,
        title,
        kind,
        groups,
        level,
        adopted_on,
        status,
        coverage,
        people,
        basis,
        evidence,
    from measures
    order by
        respondent,
        basis,
        row

)

select * from final
