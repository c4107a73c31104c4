-- The submissions that the tables rest on, with the category that the roster gives.
with

submissions as (

    select * from staging.submissions

),

respondents as (

    select * from staging.respondents

),

final as (

    select
        submissions.submission,
        submissions.respondent,
        respondents.category,
        respondents.category_position,
        submissions.basis,
        submissions.received_at,
    from submissions
    inner join respondents on submissions.respondent = respondents.respondent
    where submissions.state = 'accepted'

)

select * from final
