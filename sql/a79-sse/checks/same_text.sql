-- A text of more than 80 characters that two respondents give word for word. The descriptions of
-- one thing that both list under the same title are no copies, nor are titles and names.
with

titles as (

    select question, repeat
    from landing.questions
    where repeat is not null
    qualify position = min(position) over (partition by repeat) and type = 'text'

),

named as (

    select
        answers.submission,
        answers.repeat,
        answers.row,
        lower(trim(answers.text)) as title,
    from landing.answers
    inner join titles on answers.question = titles.question

),

texts as (

    select
        standing.respondent,
        answers.submission,
        answers.question,
        answers.repeat,
        answers.row,
        coalesce(named.title, '') as title,
        lower(regexp_replace(trim(answers.text), '\s+', ' ', 'g')) as body,
    from landing.answers
    inner join landing.standing on answers.submission = standing.submission
    left join named
        on
            answers.submission = named.submission
            and answers.repeat = named.repeat
            and answers.row = named.row
    where
        standing.basis = 'reply'
        and length(answers.text) > 80
        and answers.question not in (select titles.question from titles)

),

copies as (

    select
        *,
        min(respondent) over same as first_respondent,
        max(respondent) over same as last_respondent,
        min(title) over same as first_title,
        max(title) over same as last_title,
    from texts
    window same as (partition by body)

),

final as (

    select
        submission,
        question,
        repeat,
        row,
        json_object(
            'other', if(respondent = first_respondent, last_respondent, first_respondent)
        )::varchar as params,
    from copies
    where
        first_respondent <> last_respondent
        and (first_title <> last_title or first_title = '')

)

select * from final
