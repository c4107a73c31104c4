-- Good practices (para. 3).
with

source as (

    select * from form.practices

),

final as (

    select
        submission,
        row,
        practice_title as title,
        practice_description as description,
        practice_place as place,
        practice_organization as organization,
        evidence,
        note,
    from source

)

select * from final
