-- What speaks against the respondent that a file names. A file of another cycle or form is blocked,
-- whose ever it is.
select
    judged.submission,
    judged.file,
    doubts.code,
    rules.level,
    rules.severity,
    rules.entity,
    doubts.sheet,
    doubts.cell,
    doubts.question,
    doubts.params,
from landing.doubts
inner join validation.submissions as judged on doubts.submission = judged.submission
inner join landing.rules on doubts.code = rules.code
where judged.of_cycle
