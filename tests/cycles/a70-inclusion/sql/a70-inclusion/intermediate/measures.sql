-- Policies and measures with their respondent.
with

submissions as (

    select * from intermediate.submissions

),

measures as (

    select * from staging.measures

),

final as (

    select
        submissions.respondent,
        submissions.category,
        submissions.basis,
        measures.* exclude (submission),
    from measures
    inner join submissions on measures.submission = submissions.submission

)

select * from final
