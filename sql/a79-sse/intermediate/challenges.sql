-- Challenges reported (paras. 13, 30, 45).
select
    submissions.respondent,
    submissions.category,
    submissions.category_position,
    submissions.basis,
    challenges.row,
    challenges.area,
    challenges.description,
    challenges.evidence,
from staging.challenges
inner join intermediate.submissions on challenges.submission = submissions.submission
where coalesce(challenges.area, challenges.description) is not null
