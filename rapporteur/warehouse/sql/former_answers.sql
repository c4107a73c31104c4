-- The answers that the tables of a cycle rest on, one a line, the rows of a repeat numbered without
-- a gap: replies alone, since desk research is not a respondent's own.
select
    submissions.respondent,
    answers.question,
    if(
        answers.row is null,
        null,
        dense_rank() over (
            partition by submissions.respondent, answers.repeat
            order by answers.row, submissions.submission
        )
    ) as row,
    answers.code,
    answers.number,
    answers.date,
    answers.text,
    answers.raw,
    answers.obs_status,
    answers.note,
from landing.usable as answers
inner join landing.submissions as submissions
    on answers.submission = submissions.submission
where submissions.state = 'accepted' and submissions.basis = 'reply'
order by submissions.respondent, answers.repeat, row, answers.question
