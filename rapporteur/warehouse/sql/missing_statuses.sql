-- What answers to the questions say in the place of a value, by submission or row of a repeat.
select
    concat_ws('/', submission, repeat, row) as id,
    question,
    obs_status,
from landing.answers
where obs_status in ('K', 'M', 'O') and question in (select unnest($questions))
