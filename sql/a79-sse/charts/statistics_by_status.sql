-- How far the statistical work of the States that replied is, by kind of source, the most
-- advanced of each State (paras. 42-43).
select
    kind,
    status,
    count(distinct respondent) as states,
from intermediate.statistics_frameworks
where basis = 'reply' and rank = 1
group by
    kind,
    status
