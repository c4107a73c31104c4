-- The answers on each element of operative paragraphs 1 to 3 of resolution 77/281, one a row.
with

answers as (

    select
        submission,
        question,
        any_value(code) as code,
    from landing.usable
    where question like 'el\_%' escape '\' and code is not null
    group by
        submission,
        question

),

final as (

    select
        answers.submission,
        answers.question[4:] as element,
        answers.code as status,
        timings.code as timing,
        evidence(answers.submission, answers.question) as evidence,
    from answers
    left join answers as timings
        on
            answers.submission = timings.submission
            and answers.question || '_timing' = timings.question
    where not ends_with(answers.question, '_timing')

)

select * from final
