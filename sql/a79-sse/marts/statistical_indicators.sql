-- Key figures as reported; a row without a value has nothing to show (paras. 9-10, 34-35, 44).
select
    title as indicator,
    value,
    unit,
    currency,
    year as reference_year,
    area,
    sex,
    age,
    source,
    respondent,
    basis,
    evidence,
from intermediate.measures
where measure_kind = 'figures' and value is not null
order by
    respondent,
    basis,
    row
