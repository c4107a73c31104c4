-- An element said to be in place for which no table that could show it has a row. What counts
-- as showing it is in reference.element_measures.
with

listed as (

    select distinct
        submission,
        repeat,
    from landing.answers
    where repeat is not null

),

final as (

    select
        answers.submission,
        answers.question,
        null::varchar as repeat,
        null::integer as row,
        json_object(
            'tables',
            string_agg(element_measures.measure_kind, ', ' order by element_measures.measure_kind)
        )::varchar as params,
    from landing.answers
    inner join landing.submissions on answers.submission = submissions.submission
    inner join reference.element_measures
        on
            answers.question = 'el_' || element_measures.element
            and submissions.category = element_measures.category
    left join listed
        on
            answers.submission = listed.submission
            and element_measures.measure_kind = listed.repeat
    where answers.code = 'in_place'
    group by
        answers.submission,
        answers.question
    having count(listed.repeat) = 0

)

select * from final
