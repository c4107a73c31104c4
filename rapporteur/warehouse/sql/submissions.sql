-- Every submission, as the class Submission has it.
select
    submission,
    file,
    basis,
    respondent,
    coalesce(category, '') as category,
    coalesce(notice, '') as notice,
    coalesce(
        strftime(received_at::timestamptz at time zone 'UTC', '%Y-%m-%dT%H:%M:%SZ'), ''
    ) as received,
    state,
    coalesce(language, '') as language,
    in_time,
from landing.submissions
order by
    basis,
    respondent,
    submission
