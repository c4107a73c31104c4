-- Decisions about files that have not been received: a slip of the pen, or of a file.
select
    decisions.line,
    decisions.submission,
from landing.decisions
anti join landing.submissions on decisions.submission = submissions.submission
order by decisions.line
