-- What the plan estimates for 2023-2029, and what units planned, spent and lacked in the year.
with

answered as (

    select
        plan.objective,
        sum(given.planned) as planned,
        sum(given.spent) as spent,
        sum(greatest(coalesce(given.planned, 0) - coalesce(given.spent, 0), 0)) as missing,
        string_agg(given.evidence, ' ' order by given.evidence) as evidence,
    from form.deliverables as given
    inner join landing.submissions as submissions
        on given.submission = submissions.submission and submissions.state = 'accepted'
    inner join staging.action_plan as plan on given.deliverable = plan.deliverable
    where given.planned is not null or given.spent is not null
    group by plan.objective

)

select
    if(grouping(estimate.objective) = 1, 'all', estimate.objective) as objective,
    sum(estimate.millions)::double as estimated,
    sum(answered.planned) as planned,
    sum(answered.spent) as spent,
    sum(answered.missing) as missing,
    coalesce(string_agg(answered.evidence, ' ' order by answered.evidence), '') as evidence,
from staging.resources as estimate
left join answered on estimate.objective = answered.objective
group by grouping sets ((estimate.objective), ())
order by grouping(estimate.objective), estimate.objective
