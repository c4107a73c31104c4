-- The codes of a submission's findings, of a question and row where these are stated.
select code
from landing.findings
where
    submission = $submission
    and coalesce($question, question, '') = coalesce(question, '')
    and coalesce(try_cast($row as int), row, 0) = coalesce(row, 0)
