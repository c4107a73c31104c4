-- Sources of disaggregated data with their respondent.
select
    submissions.respondent,
    submissions.category,
    submissions.basis,
    datasets.* exclude (submission),
from staging.datasets
inner join intermediate.submissions on datasets.submission = submissions.submission
