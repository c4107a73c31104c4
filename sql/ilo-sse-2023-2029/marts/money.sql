-- What the plan estimates for 2023-2029, and what units planned, spent and lacked in the year.
with

answered as (

    select
        objective,
        sum(planned) as planned,
        sum(spent) as spent,
        sum(greatest(coalesce(planned, 0) - coalesce(spent, 0), 0)) as missing,
        string_agg(evidence, ' ' order by evidence) as evidence,
    from intermediate.deliverables
    where planned is not null or spent is not null
    group by objective

),

final as (

    select
        if(grouping(estimate.objective) = 1, 'all', estimate.objective) as objective,
        sum(estimate.millions)::double as estimated,
        sum(answered.planned) as planned,
        sum(answered.spent) as spent,
        sum(answered.missing) as missing,
        coalesce(string_agg(answered.evidence, ' ' order by answered.evidence), '') as evidence,
    from intermediate.resources as estimate
    left join answered on estimate.objective = answered.objective
    group by grouping sets ((estimate.objective), ())
    order by grouping(estimate.objective), estimate.objective

)

select * from final
