-- The replies that take the place of another, those that are held instead, and those that repeat an
-- earlier one.
with

replacing as (

    select
        changes.submission,
        if(changes.held, 'replacement_held', 'reply_replaced') as code,
        json_object(
            'replaced', files.file,
            'answers', changes.answers,
            'rows', changes.rows
        )::varchar as params,
    from temp.changes
    inner join landing.submissions as files
        on changes.replaced = files.submission and files.basis = 'reply'

),

repeating as (

    select
        submission,
        basis,
        'answers_repeated' as code,
        json_object('first', repeats)::varchar as params,
    from validation.submissions
    where repeats is not null

),

told as (

    select
        *,
        'reply' as basis,
    from replacing
    union all by name
    select * from repeating

),

final as (

    select
        told.submission,
        submissions.file,
        told.code,
        rules.level,
        rules.severity,
        rules.entity,
        told.params,
    from told
    inner join landing.submissions
        on told.submission = submissions.submission and told.basis = submissions.basis
    inner join landing.rules on told.code = rules.code

)

select * from final
