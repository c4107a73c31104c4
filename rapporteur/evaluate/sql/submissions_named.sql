-- The submission of these digits, or the replies of the respondent of this code, as they came.
select
    submission,
    file,
    state,
from landing.submissions
where submission = lower($named) or (respondent = upper($named) and basis = 'reply')
order by
    received_at asc nulls first,
    read_at_order asc
