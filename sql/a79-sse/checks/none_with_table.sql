-- An element said not to exist although a table that shows it lists a measure adopted, in force
-- or in place.
with

in_place as (

    select
        submission,
        repeat,
        count(*) as measures,
    from landing.answers
    where
        question like '%\_status' escape '\'
        and code in ('adopted', 'in_force', 'under_revision', 'in_place')
    group by
        submission,
        repeat

),

final as (

    select
        answers.submission,
        answers.question,
        null::varchar as repeat,
        null::integer as row,
        json_object('measures', sum(in_place.measures)::bigint)::varchar as params,
    from landing.answers
    inner join landing.submissions on answers.submission = submissions.submission
    inner join reference.element_measures
        on
            answers.question = 'el_' || element_measures.element
            and submissions.category = element_measures.category
    inner join in_place
        on
            answers.submission = in_place.submission
            and element_measures.measure_kind = in_place.repeat
    where answers.code = 'none'
    group by
        answers.submission,
        answers.question

)

select * from final
