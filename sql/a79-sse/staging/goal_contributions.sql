-- How the social and solidarity economy contributes to a Goal, one example a row (paras. 6-12).
select
    submission,
    row,
    gc_goal as goal,
    gc_contribution as contribution,
    gc_example as example,
    gc_place as place,
    gc_organization as organization,
    evidence,
    note,
from form.goal_contributions
