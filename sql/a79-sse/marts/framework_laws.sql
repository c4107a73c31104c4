-- Laws on the social and solidarity economy as a whole (paras. 18-19). A law whose scope is not
-- stated is one of them unless it names a legal form.
select
    respondent,
    territory,
    title,
    scope,
    year,
    status,
    timing,
    description,
    basis,
    evidence,
from intermediate.measures
where
    measure_kind = 'laws'
    and (scope = 'framework' or (scope is null and legal_form is null))
order by
    respondent,
    basis,
    row
