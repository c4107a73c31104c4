-- A law in force, or in force and under revision, for which nothing is said of its year. One
-- who marks the year as not available has answered.
select
    laws.submission,
    'law_year' as question,
    'laws' as repeat,
    laws.row,
    json_object('title', coalesce(laws.law_title, ''))::varchar as params,
from form.laws
left join landing.answers
    on
        laws.submission = answers.submission
        and laws.row = answers.row
        and answers.question = 'law_year'
where
    laws.law_status in ('in_force', 'under_revision')
    and laws.law_year is null
    and answers.question is null
