-- Good practices, told by those who follow them (resolution 68/131, para. 11).
with

practices as (

    select * from intermediate.practices

),

final as (

    select
        respondent,
        title,
        description,
        lessons,
        partners,
        basis,
        evidence,
    from practices
    order by
        respondent,
        basis,
        row

)

select * from final
