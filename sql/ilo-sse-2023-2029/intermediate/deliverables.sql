-- What units report, with the place of each deliverable in the plan, and what they reported before.
select
    plan.place,
    plan.objective,
    plan.output,
    reported.respondent,
    reported.deliverable,
    reported.status,
    former.status as status_before,
    reported.planned,
    reported.spent,
    reported.women,
    reported.men,
    reported.evidence,
from staging.deliverables as reported
inner join staging.action_plan as plan on reported.deliverable = plan.deliverable
left join staging.former_deliverables as former
    on reported.respondent = former.respondent and reported.deliverable = former.deliverable
