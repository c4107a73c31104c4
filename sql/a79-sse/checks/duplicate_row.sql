-- A row of a table that names the same thing as an earlier one: equal in every text and choice
-- but level, status, timing, description and example. What tells challenges apart is their
-- description. Figures have a rule of their own.
with

answers as (

    select * from landing.answers
    where
        repeat is not null
        and repeat <> 'figures'
        and coalesce(code, text) is not null
        and (
            repeat = 'challenges'
            or not regexp_matches(question, '_(level|status|timing|description|example)$')
        )

),

identities as (

    select
        answers.submission,
        answers.repeat,
        answers.row,
        arg_min(answers.question, questions.position) as question,
        string_agg(
            answers.question || '=' || lower(trim(coalesce(answers.code, answers.text))),
            '|' order by questions.position
        ) as identity,
    from answers
    inner join landing.questions on answers.question = questions.question
    group by
        answers.submission,
        answers.repeat,
        answers.row

),

compared as (

    select
        *,
        min(row) over (partition by submission, repeat, identity) as first_row,
    from identities

),

final as (

    select
        submission,
        question,
        repeat,
        row,
        json_object('first_row', first_row)::varchar as params,
    from compared
    where row > first_row

)

select * from final
