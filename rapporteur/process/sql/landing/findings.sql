-- The findings that were landed with a file, and the files whose bytes came under another name.
with

landed_findings as (

    select
        submission,
        unnest(findings, recursive := true),
    from landed

),

reported as (

    select
        landed_findings.*,
        submissions.file,
    from landed_findings
    inner join landing.submissions on landed_findings.submission = submissions.submission
    union all by name
    select
        files.submission,
        files.file,
        'same_file' as code,
        json_object('first', submissions.file)::varchar as params,
    from landing.files
    inner join landing.submissions
        on files.submission = submissions.submission and files.basis = submissions.basis
    where files.file <> submissions.file

),

final as (

    select
        reported.submission,
        reported.file,
        reported.code,
        rules.level,
        rules.severity,
        rules.entity,
        reported.sheet,
        reported.cell,
        reported.question,
        reported.repeat,
        reported.row,
        reported.params,
        null::varchar as waived_by,
    from reported
    inner join landing.rules on reported.code = rules.code

)

select * from final
