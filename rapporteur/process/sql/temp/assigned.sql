-- The respondents to whom files were assigned by decision.
with

assigned as (

    select
        submission,
        last(upper(value) order by line) as respondent,
    from landing.decisions
    where decision = 'assign'
    group by submission

),

final as (

    select
        assigned.submission,
        assigned.respondent,
        respondents.category,
    from assigned
    inner join landing.respondents on assigned.respondent = respondents.code

)

select * from final
