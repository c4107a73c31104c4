-- Framework laws and laws on one legal form (paras. 18-20).
select
    submission,
    row,
    law_title as title,
    law_scope as scope,
    law_form as legal_form,
    law_territory as territory,
    law_description as description,
    law_level as level,
    law_year as year,
    law_status as status,
    law_timing as timing,
    evidence,
    note,
from form.laws
