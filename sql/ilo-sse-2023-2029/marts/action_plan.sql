-- The action plan itself. It rests on no reply.
select
    objective,
    output,
    deliverable,
    conclusions,
    programme_outputs,
    time_frame,
    '' as evidence,
from intermediate.action_plan
order by place
