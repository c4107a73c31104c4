-- The answers that the tables are made of: those united from several files, and of all other files
-- those without an unresolved error, whose finding says that the answer is left out.
select answers.*
from landing.answers
anti join landing.sources on answers.submission = sources.submission
anti join landing.findings
    on
        findings.severity = 'ERROR'
        and findings.waived_by is null
        and findings.entity = 'FIELD'
        and answers.submission = findings.submission
        and answers.question = findings.question
        and answers.row is not distinct from findings.row
union all by name
select * from landing.united
