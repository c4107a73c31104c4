-- Capacity-building programmes and tools, with their reach (paras. 34-36).
select
    title,
    kind,
    provider,
    place,
    enterprises,
    people,
    year,
    status,
    timing,
    description,
    respondent,
    basis,
    evidence,
from intermediate.measures
where measure_kind = 'capacity'
order by
    respondent,
    basis,
    row
