-- Every finding, file by file, the gravest of a level first.
select
    findings.file,
    submissions.respondent,
    findings.code,
    findings.level,
    findings.severity,
    findings.entity,
    findings.sheet,
    findings.cell,
    findings.question,
    findings.repeat,
    findings.row,
    findings.params,
    findings.waived_by is not null as waived,
from landing.findings
left join landing.submissions
    on findings.submission = submissions.submission and findings.file = submissions.file
order by
    findings.file,
    findings.level,
    array_position(['BLOCKER', 'ERROR', 'WARNING', 'INFO'], findings.severity),
    findings.sheet,
    findings.row,
    findings.question,
    findings.code
