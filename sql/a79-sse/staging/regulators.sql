-- Which body regulates which kind of entity (para. 20).
select
    submission,
    row,
    regulator_body as body,
    regulator_entity as entity,
    regulator_form as legal_form,
    evidence,
    note,
from form.regulators
