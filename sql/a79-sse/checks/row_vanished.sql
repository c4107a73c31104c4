-- What the respondent's earlier file lists and this one does not: a row of any table that has a
-- title or name. Of the previous cycle only laws count: a programme may well have ended.
with

questions as (

    select * from landing.questions

),

answers as (

    select * from landing.answers

),

submissions as (

    select * from landing.submissions

),

predecessors as (

    select * from landing.predecessors

),

before_laws as (

    select * from previous.laws

),

before_submissions as (

    select * from previous.submissions

),

-- The text that a table begins with says what a row is about.
titles as (

    select question, repeat
    from questions
    where repeat is not null and repeat not in ('figures', 'challenges', 'recommendations')
    qualify position = min(position) over (partition by repeat) and type = 'text'

),

listed as (

    select
        answers.submission,
        titles.repeat,
        titles.question,
        answers.text as title,
        lower(strip_accents(regexp_replace(answers.text, '[^\pL\pN]+', ' ', 'g'))) as identity,
    from answers
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
    inner join predecessors on listed.submission = predecessors.earlier
    union all by name
    select
        submissions.submission,
        'laws' as repeat,
        'law_title' as question,
        before_laws.law_title as title,
        lower(strip_accents(regexp_replace(before_laws.law_title, '[^\pL\pN]+', ' ', 'g')))
            as identity,
    from before_laws
    inner join before_submissions on before_laws.submission = before_submissions.submission
    inner join submissions
        on
            before_submissions.respondent = submissions.respondent
            and before_submissions.basis = submissions.basis
    where before_laws.law_title is not null

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
            and trim(expected.identity) = trim(listed.identity)
    group by submission, repeat, question, trim(identity)

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
