-- Public procurement measures (para. 22).
select
    respondent,
    territory,
    title as measure,
    kind,
    beneficiary,
    year,
    status,
    timing,
    basis,
    evidence,
from intermediate.measures
where measure_kind = 'procurement'
order by
    respondent,
    basis,
    row
