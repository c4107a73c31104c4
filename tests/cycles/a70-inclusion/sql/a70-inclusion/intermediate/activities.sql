-- What each respondent says of its activities as a whole.
select
    submissions.respondent,
    submissions.category,
    submissions.basis,
    activities.* exclude (submission),
from staging.activities
inner join intermediate.submissions on activities.submission = submissions.submission
