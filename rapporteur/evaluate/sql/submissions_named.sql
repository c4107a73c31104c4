-- The submission of these digits, or the replies of the respondent of this code.
select
    submission,
    file,
    state,
from landing.submissions
where submission = lower($named) or (respondent = upper($named) and basis = 'reply')
