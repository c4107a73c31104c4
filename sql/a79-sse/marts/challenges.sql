-- Challenges by area and category of respondent (paras. 13, 30, 45).
with

challenges as (

    select * from intermediate.challenges

),

final as (

    select
        area,
        category,
        respondent,
        description,
        basis,
        evidence,
    from challenges
    order by
        area nulls last,
        category_position,
        respondent,
        basis,
        row

)

select * from final
