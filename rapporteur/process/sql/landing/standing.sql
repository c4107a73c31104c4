-- The usable files of which no later one takes the place.
select
    submissions.submission,
    submissions.file,
    submissions.respondent,
    submissions.category,
    submissions.basis,
from landing.submissions
inner join validation.submissions as valid
    on submissions.submission = valid.submission and submissions.basis = valid.basis
where valid.latest and valid.stands is not null
