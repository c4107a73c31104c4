-- Challenges reported (paras. 13, 30, 45).
with

submissions as (

    select * from intermediate.submissions

),

challenges as (

    select * from staging.challenges

),

final as (

    select
        submissions.respondent,
        submissions.category,
        submissions.category_position,
        submissions.basis,
        challenges.row,
        challenges.area,
        challenges.description,
        challenges.evidence,
    from challenges
    inner join submissions on challenges.submission = submissions.submission
    where coalesce(challenges.area, challenges.description) is not null

)

select * from final
