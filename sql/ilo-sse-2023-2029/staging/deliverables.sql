-- What units report of the deliverables in accepted replies.
select
    submissions.respondent,
    answered.deliverable,
    answered.status,
    answered.planned,
    answered.spent,
    answered.women,
    answered.men,
    answered.evidence,
from form.deliverables as answered
inner join landing.submissions as submissions
    on answered.submission = submissions.submission and submissions.state = 'accepted'
