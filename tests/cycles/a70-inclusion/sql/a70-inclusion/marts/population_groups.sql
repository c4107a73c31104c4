-- How many respondents address each group, with how many measures.
with

measure_groups as (

    select * from intermediate.measure_groups

),

final as (

    select
        population_group,
        count(distinct respondent) as respondents,
        count(*) as measures,
        count(*) filter (where status = 'in_force') as in_force,
        string_agg(evidence, ' ' order by evidence) as evidence,
    from measure_groups
    group by population_group
    order by population_group

)

select * from final
