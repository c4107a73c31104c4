-- What each respondent says of its activities as a whole.
with

submissions as (

    select * from intermediate.submissions

),

activities as (

    select * from staging.activities

),

final as (

    select
        submissions.respondent,
        submissions.category,
        submissions.basis,
        activities.* exclude (submission),
    from activities
    inner join submissions on activities.submission = submissions.submission

)

select * from final
