-- The submissions that the tables rest on.
select
    submission,
    respondent,
    category,
    basis,
from staging.submissions
where state = 'accepted'
