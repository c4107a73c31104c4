-- Ministries, bodies inside ministries and specialized agencies (para. 23).
select
    respondent,
    territory,
    kind,
    title as name,
    year,
    mandate,
    basis,
    evidence,
from intermediate.measures
where measure_kind = 'bodies'
order by
    respondent,
    basis,
    row
