-- Policies of States, in force, in preparation and subnational (para. 17).
select
    respondent,
    title as policy,
    kind,
    level,
    territory,
    year,
    status,
    timing,
    description,
    basis,
    evidence,
from intermediate.measures
where measure_kind = 'policies'
order by
    respondent,
    basis,
    row
