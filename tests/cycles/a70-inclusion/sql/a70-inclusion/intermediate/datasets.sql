-- Sources of disaggregated data with their respondent.
with

submissions as (

    select * from intermediate.submissions

),

datasets as (

    select * from staging.datasets

),

final as (

    select
        submissions.respondent,
        submissions.category,
        submissions.basis,
        datasets.* exclude (submission),
    from datasets
    inner join submissions on datasets.submission = submissions.submission

)

select * from final
