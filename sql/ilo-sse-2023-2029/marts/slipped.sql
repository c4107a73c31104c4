-- Deliverables of which a unit reports less than a year before, or a delay that is new.
select
    objective,
    deliverable,
    respondent,
    status_before,
    status,
    evidence,
from intermediate.deliverables
where
    (status = 'delayed' and status_before <> 'delayed')
    or (status = 'not_started' and status_before in ('under_way', 'achieved'))
    or (status = 'under_way' and status_before = 'achieved')
order by place, respondent
