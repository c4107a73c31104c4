-- Every received file with its state and the number of its findings of each severity, without
-- waived ones.
select
    submissions.file,
    submissions.submission,
    submissions.respondent,
    submissions.basis,
    submissions.state,
    submissions.correction_requested,
    submissions.doubted,
    count(*) filter (where findings.severity = 'BLOCKER') as blockers,
    count(*) filter (where findings.severity = 'ERROR') as errors,
    count(*) filter (where findings.severity = 'WARNING') as warnings,
    count(*) filter (where findings.severity = 'INFO') as infos,
from landing.submissions
left join landing.findings
    on submissions.submission = findings.submission and findings.waived_by is null
group by all
order by
    submissions.basis desc,
    submissions.file asc
