-- The answers of files: what each cell shows, and the value that answers are compared by.
select
    submission,
    question,
    repeat,
    row,
    raw,
    coalesce(code, number::varchar, date::varchar, text, obs_status, raw) as value,
from landing.answers
where submission in (select unnest($submissions))
