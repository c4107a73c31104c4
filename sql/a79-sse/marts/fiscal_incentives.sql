-- Fiscal incentives, with the rate in per cent where given (para. 21).
select
    respondent,
    territory,
    title as measure,
    kind,
    beneficiary,
    rate,
    year,
    status,
    timing,
    basis,
    evidence,
from intermediate.measures
where measure_kind = 'incentives'
order by
    respondent,
    basis,
    row
