-- Policies and measures for social inclusion.
select
    respondent,
    category,
    title,
    kind,
    groups,
    level,
    adopted_on,
    status,
    coverage,
    people,
    basis,
    evidence,
from intermediate.measures
order by
    respondent,
    basis,
    row
