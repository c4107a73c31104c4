-- Policies and measures for social inclusion by kind and status.
with

measures as (

    select * from intermediate.measures
    where basis = 'reply'

),

final as (

    select
        kind,
        status,
        count(*) as measures,
    from measures
    group by
        kind,
        status

)

select * from final
