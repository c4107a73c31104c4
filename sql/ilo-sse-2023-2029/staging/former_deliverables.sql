-- What units reported of the deliverables a year before.
select
    submissions.respondent,
    answered.deliverable,
    answered.status,
from previous.deliverables as answered
inner join previous.submissions as submissions on answered.submission = submissions.submission
