-- Which term is used where (para. 5).
select
    submission,
    row,
    term_name as name,
    term_place as place,
    term_scope as scope,
    evidence,
    note,
from form.terms
