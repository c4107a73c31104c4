-- The file of the same respondent that came next before, for each file that has one.
with

-- The files of whom one stands for all are in the order that validation has put them in.
ordered as (

    select
        submission,
        lag(submission) over (
            partition by stands
            order by
                latest,
                received_at nulls first,
                completed_on nulls first,
                read_at_order
        ) as earlier,
    from validation.submissions
    where stands is not null

),

final as (

    select * from ordered
    where earlier is not null

)

select * from final
