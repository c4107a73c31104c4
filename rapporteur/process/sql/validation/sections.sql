-- The sections that each file should have, and whether it has them.
select
    (row_number() over ())::integer as key,
    submissions.submission,
    submissions.file,
    sections.section,
    list_contains(submissions.sections, sections.section) as found,
from landing.submissions
inner join validation.submissions as valid
    on submissions.submission = valid.submission and submissions.basis = valid.basis
inner join landing.sections on submissions.category = sections.category
where valid.same_form and valid.answered > 0
