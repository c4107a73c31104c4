-- Good practices, told by those who follow them (resolution 68/131, para. 11).
select
    respondent,
    title,
    description,
    lessons,
    partners,
    basis,
    evidence,
from intermediate.practices
order by
    respondent,
    basis,
    row
