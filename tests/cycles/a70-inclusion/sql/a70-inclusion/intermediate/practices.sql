-- Good practices with their respondent.
select
    submissions.respondent,
    submissions.category,
    submissions.basis,
    practices.* exclude (submission),
from staging.practices
inner join intermediate.submissions on practices.submission = submissions.submission
