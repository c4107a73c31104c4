-- How many respondents address each group, with how many measures.
select
    population_group,
    count(distinct respondent) as respondents,
    count(*) as measures,
    count(*) filter (where status = 'in_force') as in_force,
    string_agg(evidence, ' ' order by evidence) as evidence,
from intermediate.measure_groups
group by population_group
order by population_group
