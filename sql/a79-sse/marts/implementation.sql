-- Each element of operative paragraphs 1 to 3 by respondent (paras. 17-24, 33, 42).
with

element_status as (

    select * from intermediate.element_status
    where status is not null

),

final as (

    select
        respondent,
        category,
        paragraph,
        element,
        status,
        timing,
        basis,
        evidence,
    from element_status
    order by
        category_position,
        respondent,
        basis,
        paragraph,
        element

)

select * from final
