-- The answered cells behind each identifier of evidence, in the order of the sheet.
select
    submission || '/' || coalesce(repeat || '/' || row, question) as id,
    question,
    sheet,
    cell,
    raw,
    note,
from landing.answers
where id in (select unnest($ids))
order by
    regexp_extract(cell, '[0-9]+$')::int,
    length(cell),
    cell,
    question
