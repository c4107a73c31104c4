-- Good practices (resolution 68/131, para. 11).
select
    submission,
    row,
    practice_title as title,
    practice_description as description,
    practice_lessons as lessons,
    practice_partners as partners,
    evidence,
from form.practices
