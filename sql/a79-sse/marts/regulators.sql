-- Which body regulates which kind of entity (para. 20).
select
    respondent,
    body,
    entity,
    legal_form,
    basis,
    evidence,
from intermediate.measures
where measure_kind = 'regulators'
order by
    respondent,
    basis,
    row
