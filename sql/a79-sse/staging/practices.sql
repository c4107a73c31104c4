-- Good practices (para. 3).
select
    submission,
    row,
    practice_title as title,
    practice_description as description,
    practice_place as place,
    practice_organization as organization,
    evidence,
    note,
from form.practices
