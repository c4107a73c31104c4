-- Contribution to each Goal, with examples (paras. 6-12); Goals in numerical order.
select
    goal,
    respondent,
    contribution,
    example,
    place,
    organization,
    basis,
    evidence,
from intermediate.measures
where measure_kind = 'goal_contributions'
order by
    length(goal),
    goal,
    respondent,
    basis,
    row
