-- The submissions that the tables rest on.
with

submissions as (

    select * from staging.submissions

),

final as (

    select
        submission,
        respondent,
        category,
        basis,
    from submissions
    where state = 'accepted'

)

select * from final
