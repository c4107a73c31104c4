-- Of each unit, each question and each repeat from its last file that answers it.
with

answers as (

    select
        answers.*,
        sources.carrier,
        sources.unit,
        sources.rank,
        coalesce(
            answers.code, answers.number::varchar, answers.date::varchar, answers.text
        ) as value,
    from landing.answers
    inner join landing.sources on answers.submission = sources.submission
    qualify
        sources.rank = min(sources.rank) over (
            partition by
                sources.carrier, sources.unit, coalesce(answers.repeat, answers.question)
        )

),

-- The last decision on a question settles which file's answer counts.
settled as (

    select
        sources.carrier,
        questions.question,
        last(decisions.submission order by decisions.line) as submission,
    from landing.decisions
    inner join landing.sources on decisions.submission = sources.submission
    inner join landing.questions
        on questions.question = coalesce(decisions.question, questions.question)
    where decisions.decision in ('stand', 'correct')
    group by
        sources.carrier,
        questions.question

),

final as (

    select
        answers.*,
        settled.submission as settled,
    from answers
    left join settled
        on
            answers.carrier = settled.carrier
            and answers.question = settled.question
            and answers.repeat is null

)

select * from final
