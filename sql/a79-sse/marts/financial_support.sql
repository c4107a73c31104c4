-- Financial support by provider and instrument (paras. 31-33, 38-39).
select
    provider,
    title,
    instrument,
    stage,
    amount,
    currency,
    enterprises,
    people,
    place,
    year,
    status,
    timing,
    description,
    respondent,
    basis,
    evidence,
from intermediate.measures
where measure_kind = 'finance'
order by
    respondent,
    basis,
    row
