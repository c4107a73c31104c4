-- How far the statistical work of the States that replied is, by kind of source, the most
-- advanced of each State (paras. 42-43).
with

statistics_frameworks as (

    select * from intermediate.statistics_frameworks
    where basis = 'reply' and rank = 1

),

final as (

    select
        kind,
        status,
        count(distinct respondent) as states,
    from statistics_frameworks
    group by
        kind,
        status

)

select * from final
