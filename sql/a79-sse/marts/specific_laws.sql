-- Laws on particular legal forms (paras. 19-20): those said to be specific, and those of unstated
-- scope that name a legal form.
select
    respondent,
    territory,
    legal_form,
    title,
    year,
    status,
    timing,
    description,
    basis,
    evidence,
from intermediate.measures
where
    measure_kind = 'laws'
    and (scope = 'specific' or (scope is null and legal_form is not null))
order by
    respondent,
    basis,
    row
