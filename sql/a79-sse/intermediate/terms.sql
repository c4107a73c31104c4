-- Terms in use (para. 5); a row with neither term nor scope has nothing to show.
select
    submissions.respondent,
    submissions.category,
    submissions.category_position,
    submissions.basis,
    terms.row,
    terms.name,
    terms.place,
    terms.scope,
    terms.evidence,
from staging.terms
inner join intermediate.submissions on terms.submission = submissions.submission
where coalesce(terms.name, terms.scope) is not null
