-- Networks, observatories and research (paras. 28-29).
select
    kind,
    title,
    organization,
    place,
    level,
    year,
    status,
    description,
    respondent,
    basis,
    evidence,
from intermediate.measures
where measure_kind = 'research'
order by
    kind nulls last,
    respondent,
    basis,
    row
