-- Education and training by level (paras. 26-27).
select
    level,
    kind,
    title,
    institution,
    place,
    year,
    status,
    timing,
    description,
    respondent,
    basis,
    evidence,
from intermediate.measures
where measure_kind = 'education'
order by
    level nulls last,
    respondent,
    basis,
    row
