-- The rows of the frames that failed an expectation, with what their message may tell beside the
-- place.
with

failures as (

    select
        failed.code,
        judged.submission,
        json_object(
            'respondent', judged.respondent,
            'cycle', judged.cycle,
            'version', judged.form_version,
            'stands', judged.stands,
            'received', judged.received_on,
            'cut_off', getvariable('cut_off'),
            'now', judged.now,
            'before', judged.before,
            'missing', judged.missing
        )::varchar as params,
    from failed
    inner join validation.submissions as judged on failed.key = judged.key
    where failed.frame = 'submissions'
    union all by name
    select
        failed.code,
        judged.submission,
        json_object('section', judged.section)::varchar as params,
    from failed
    inner join validation.sections as judged on failed.key = judged.key
    where failed.frame = 'sections'
    union all by name
    select
        failed.code,
        judged.submission,
        judged.sheet,
        judged.cell,
        judged.question,
        judged.repeat,
        judged.row,
        json_object('value', left(judged.raw, 100))::varchar as params,
    from failed
    inner join validation.answers as judged on failed.key = judged.key
    where failed.frame = 'answers'
    union all by name
    select
        failed.code,
        judged.submission,
        judged.sheet,
        judged.cell,
        judged.question,
        judged.repeat,
        judged.row,
        '{}' as params,
    from failed
    inner join validation.required as judged on failed.key = judged.key
    where failed.frame = 'required'
    union all by name
    select
        judged.check as code,
        judged.submission,
        judged.sheet,
        judged.cell,
        judged.question,
        judged.repeat,
        judged.row,
        judged.params,
    from failed
    inner join validation.checks as judged on failed.key = judged.key
    where failed.frame = 'checks'

),

files as (

    select
        submission,
        min(file) as file,
    from landing.submissions
    group by submission

),

final as (

    select
        failures.submission,
        files.file,
        failures.code,
        rules.level,
        rules.severity,
        rules.entity,
        failures.sheet,
        failures.cell,
        failures.question,
        failures.repeat,
        failures.row,
        failures.params,
    from failures
    inner join files on failures.submission = files.submission
    inner join landing.rules on failures.code = rules.code

)

select * from final
