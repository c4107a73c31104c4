-- Contribution to each Goal, with examples (paras. 6-12); Goals in numerical order.
with

measures as (

    select * from intermediate.measures
    where measure_kind = 'goal_contributions'

),

final as (

    select
        goal,
        respondent,
        contribution,
        example,
        place,
        organization,
        basis,
        evidence,
    from measures
    order by
        length(goal),
        goal,
        respondent,
        basis,
        row

)

select * from final
