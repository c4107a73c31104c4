-- What each questionnaire, or what names a respondent, states of itself, with its first answer.
with

files as (

    select
        submission,
        any_value(sha256) as sha256,
    from landing.submissions
    group by submission

),

first_answers as (

    select
        submission,
        raw,
        sheet,
        cell,
    from landing.answers
    where question = $question and repeat is null

),

final as (

    select
        files.submission,
        files.sha256,
        landed.names,
        first_answers.raw,
        first_answers.sheet,
        first_answers.cell,
        landed.kind,
        landed.cycle,
        landed.form_id,
        landed.form_version,
        landed.respondent,
        landed.category,
        landed.language,
        landed.notice,
        landed.signature,
    from files
    inner join landed on files.submission = landed.submission
    left join first_answers on files.submission = first_answers.submission
    where landed.form_id is not null or landed.respondent is not null
    order by files.submission

)

select * from final
