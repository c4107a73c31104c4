-- Every answer, with what the form's expressions come to for it.
with

-- Few, so that the join is quick.
broken as (

    select
        submission,
        question,
        row,
        relevant,
        constraint_ok,
    from temp.conditions
    where not (relevant and constraint_ok)

),

final as (

    select
        (row_number() over ())::integer as key,
        answers.submission,
        answers.question,
        answers.repeat,
        answers.row,
        answers.sheet,
        answers.cell,
        answers.raw,
        length(answers.raw) as length,
        answers.number,
        answers.date,
        answers.code,
        questions.type,
        questions.list_name,
        coalesce(answers.obs_status = 'A', false)
        and answers.raw not in ('n', 'N', 'ｎ', 'Ｎ') as given,
        coalesce(
            answers.text, answers.code, answers.number::varchar, answers.date::varchar
        ) is not null as understood,
        coalesce(broken.relevant, true) as relevant,
        coalesce(broken.constraint_ok, true) as constraint_ok,
    from landing.answers
    inner join landing.questions on answers.question = questions.question
    left join broken
        on
            answers.submission = broken.submission
            and answers.question = broken.question
            and answers.row is not distinct from broken.row

)

select * from final
