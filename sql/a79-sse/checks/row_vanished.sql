-- What the respondent's earlier file lists and this one does not: a row of any table that has a
-- title or name. Of the previous cycle only laws count: a programme may well have ended.
with

-- The text that a table begins with says what a row is about.
titles as (

    select question, repeat
    from landing.questions
    where repeat is not null and repeat not in ('figures', 'challenges', 'recommendations')
    qualify position = min(position) over (partition by repeat) and type = 'text'

),

listed as (

    select
        answers.submission,
        titles.repeat,
        titles.question,
        answers.text as title,
        plain_words(answers.text) as identity,
    from landing.answers
    inner join titles on answers.question = titles.question
    where answers.text is not null

),

expected as (

    select
        predecessors.submission,
        listed.repeat,
        listed.question,
        listed.title,
        listed.identity,
    from listed
    inner join landing.predecessors on listed.submission = predecessors.earlier
    union all by name
    select
        submissions.submission,
        'laws' as repeat,
        'law_title' as question,
        laws.law_title as title,
        plain_words(laws.law_title) as identity,
    from previous.laws
    inner join previous.submissions as earlier on laws.submission = earlier.submission
    inner join landing.submissions
        on earlier.respondent = submissions.respondent and earlier.basis = submissions.basis
    where laws.law_title is not null

),

vanished as (

    select
        submission,
        repeat,
        question,
        min(title) as title,
    from expected
    anti join listed
        on
            expected.submission = listed.submission
            and expected.repeat = listed.repeat
            and expected.identity = listed.identity
    group by
        submission,
        repeat,
        question,
        identity

),

final as (

    select
        submission,
        question,
        repeat,
        null::integer as row,
        json_object('title', title)::varchar as params,
    from vanished

)

select * from final
