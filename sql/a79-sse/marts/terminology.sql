-- Which term is used where (para. 5).
select
    name as term,
    place,
    scope,
    respondent,
    basis,
    evidence,
from intermediate.terms
order by
    respondent,
    basis,
    row
