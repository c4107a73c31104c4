-- Respondents that report a contribution to each Goal (paras. 6-12), once each, and those for
-- which desk research alone found one.
with

measures as (

    select * from intermediate.measures
    where measure_kind = 'goal_contributions'

),

covered as (

    select
        goal,
        respondent,
        if(bool_or(basis = 'reply'), 'reply', 'desk_research') as basis,
    from measures
    group by
        goal,
        respondent

),

final as (

    select
        goal,
        basis,
        count(*) as respondents,
    from covered
    group by
        goal,
        basis

)

select * from final
