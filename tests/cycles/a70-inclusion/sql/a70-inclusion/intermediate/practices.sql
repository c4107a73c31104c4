-- Good practices with their respondent.
with

submissions as (

    select * from intermediate.submissions

),

practices as (

    select * from staging.practices

),

final as (

    select
        submissions.respondent,
        submissions.category,
        submissions.basis,
        practices.* exclude (submission),
    from practices
    inner join submissions on practices.submission = submissions.submission

)

select * from final
