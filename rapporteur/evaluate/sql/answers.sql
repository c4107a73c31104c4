-- The answers of a file: what each cell shows, and the value that answers are compared by.
select
    question,
    repeat,
    row,
    raw,
    coalesce(code, number::varchar, date::varchar, text, obs_status, raw) as value,
from landing.answers
where submission = $submission
