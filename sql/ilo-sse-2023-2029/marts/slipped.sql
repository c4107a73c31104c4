-- Deliverables of which a unit reports less than a year ago, or a delay that is new.
with

statuses as (

    select
        scale.status,
        scale.level,
    from (values ('not_started', 1), ('delayed', 1), ('under_way', 2), ('achieved', 3))
        as scale (status, level)

)

select
    plan.objective,
    answered.deliverable,
    submissions.respondent,
    before.status as status_before,
    answered.status,
    answered.evidence,
from form.deliverables as answered
inner join landing.submissions as submissions
    on answered.submission = submissions.submission and submissions.state = 'accepted'
inner join staging.action_plan as plan on answered.deliverable = plan.deliverable
inner join previous.submissions as former on submissions.respondent = former.respondent
inner join previous.deliverables as before
    on former.submission = before.submission and answered.deliverable = before.deliverable
inner join statuses as scale on answered.status = scale.status
inner join statuses as scale_before on before.status = scale_before.status
where
    scale.level < scale_before.level
    or (answered.status = 'delayed' and before.status <> 'delayed')
order by plan.place, submissions.respondent
