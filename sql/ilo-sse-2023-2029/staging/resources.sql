-- The estimated resources by objective, in millions of dollars: 37.5 in all (paragraph 28).
select
    estimate.objective,
    estimate.millions,
from (
    values
    ('o1', 15.6),
    ('o2', 17.2),
    ('o3', 4.7)
) as estimate (objective, millions)
