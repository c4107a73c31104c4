-- Instruments and plans of international and regional bodies (paras. 14-16).
select
    title,
    body,
    kind,
    level,
    year,
    status,
    timing,
    description,
    respondent,
    basis,
    evidence,
from intermediate.measures
where measure_kind = 'instruments'
order by
    year nulls last,
    respondent,
    basis,
    row
