-- Each element of operative paragraphs 1 to 3 by respondent. The answer given stands; where
-- there is none, the measures reported decide: in place if one of them is, in preparation if
-- one is on its way. The timing is that of the earliest measure in place, and is unknown while
-- a measure in place, of unknown timing, could be the earlier one.
with

measured as (

    select
        measures.submission,
        element_measures.element,
        case
            when bool_or(measures.progress = 'in_place') then 'in_place'
            when bool_or(measures.progress = 'in_preparation') then 'in_preparation'
            else 'none'
        end as status,
        case
            when bool_or(measures.progress = 'in_place' and measures.timing = 'before')
                then 'before'
            when
                bool_and(coalesce(measures.timing = 'after', false)) filter (
                    where measures.progress = 'in_place'
                )
                then 'after'
        end as timing,
        string_agg(measures.evidence, ' ' order by measures.evidence) as evidence,
    from intermediate.measures
    inner join staging.element_measures
        on
            measures.measure_kind = element_measures.measure_kind
            and measures.category = element_measures.category
    group by
        measures.submission,
        element_measures.element

),

combined as (

    select
        coalesce(answers.submission, measured.submission) as submission,
        coalesce(answers.element, measured.element) as element,
        coalesce(answers.status, measured.status) as status,
        case
            when coalesce(answers.status, measured.status) = 'in_place'
                then coalesce(answers.timing, measured.timing)
        end as timing,
        case
            when answers.status is null then measured.evidence
            when answers.status = measured.status
                then concat_ws(' ', answers.evidence, measured.evidence)
            else answers.evidence
        end as evidence,
    from staging.implementation as answers
    full join measured
        on
            answers.submission = measured.submission
            and answers.element = measured.element

),

final as (

    select
        submissions.respondent,
        submissions.category,
        submissions.category_position,
        elements.paragraph,
        combined.element,
        combined.status,
        combined.timing,
        submissions.basis,
        combined.evidence,
    from combined
    inner join intermediate.submissions on combined.submission = submissions.submission
    inner join staging.elements on combined.element = elements.element

)

select * from final
