-- The submissions that the tables rest on, with the category that the roster gives.
select
    submissions.submission,
    submissions.respondent,
    respondents.category,
    respondents.category_position,
    submissions.basis,
    submissions.received_at,
from staging.submissions
inner join staging.respondents on submissions.respondent = respondents.respondent
where submissions.state = 'accepted'
