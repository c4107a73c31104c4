-- One row an element: how many of those to whom it is addressed report what (paras. 17-24, 33, 42).
with

facts as (

    select
        element_respondents.paragraph,
        element_respondents.element,
        element_respondents.basis,
        element_respondents.status,
        element_status.timing,
        element_status.evidence,
    from intermediate.element_respondents
    left join intermediate.element_status
        on
            element_respondents.element = element_status.element
            and element_respondents.respondent = element_status.respondent
            and element_respondents.basis = element_status.basis

),

final as (

    select
        paragraph,
        element,
        count(*) filter (where basis = 'reply')::integer as replies,
        count(*) filter (where basis = 'reply' and status = 'in_place')::integer as in_place,
        count(*) filter (where basis = 'reply' and status = 'in_preparation')::integer
            as in_preparation,
        count(*) filter (where basis = 'reply' and status = 'none')::integer as no_measure,
        count(*) filter (where basis = 'reply' and status is null)::integer as not_stated,
        round(
            100.0 * count(*) filter (where basis = 'reply' and status = 'in_place')
            / nullif(count(*) filter (where basis = 'reply'), 0),
            1
        )::double as share,
        count(*) filter (where basis = 'reply' and timing = 'before')::integer as before_adoption,
        count(*) filter (where basis = 'reply' and timing = 'after')::integer as after_adoption,
        count(*) filter (where basis = 'desk_research' and status = 'in_place')::integer
            as desk_in_place,
        count(*) filter (where basis = 'desk_research' and status = 'in_preparation')::integer
            as desk_in_preparation,
        string_agg(evidence, ' ' order by evidence) as evidence,
    from facts
    group by
        paragraph,
        element
    order by
        paragraph,
        element

)

select * from final
