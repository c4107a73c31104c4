-- How far the deliverables of each output are, by the replies. One of which several units report
-- has the status that is farthest behind.
with

reported as (

    select
        deliverable,
        min_by(
            status,
            case status
                when 'delayed' then 1
                when 'not_started' then 2
                when 'under_way' then 3
                else 4
            end
        ) as status,
        sum(women) as women,
        sum(men) as men,
        string_agg(evidence, ' ' order by evidence) as evidence,
    from intermediate.deliverables
    group by deliverable

),

final as (

    select
        plan.objective,
        plan.output,
        count(*)::integer as deliverables,
        count(*) filter (where reported.status = 'achieved')::integer as achieved,
        count(*) filter (where reported.status = 'under_way')::integer as under_way,
        count(*) filter (where reported.status = 'not_started')::integer as not_started,
        count(*) filter (where reported.status = 'delayed')::integer as delayed_deliverables,
        count(*) filter (where reported.status is null)::integer as not_reported,
        sum(reported.women)::bigint as women,
        sum(reported.men)::bigint as men,
        coalesce(string_agg(reported.evidence, ' ' order by reported.evidence), '') as evidence,
    from intermediate.action_plan as plan
    left join reported on plan.deliverable = reported.deliverable
    group by plan.objective, plan.output
    order by plan.output

)

select * from final
