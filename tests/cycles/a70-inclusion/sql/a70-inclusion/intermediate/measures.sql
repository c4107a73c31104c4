-- Policies and measures with their respondent.
select
    submissions.respondent,
    submissions.category,
    submissions.basis,
    measures.* exclude (submission),
from staging.measures
inner join intermediate.submissions on measures.submission = submissions.submission
