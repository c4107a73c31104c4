-- Coordination mechanisms and who sits on them (para. 24).
select
    respondent,
    title as mechanism,
    composition,
    level,
    year,
    status,
    timing,
    description,
    basis,
    evidence,
from intermediate.measures
where measure_kind = 'coordination'
order by
    respondent,
    basis,
    row
