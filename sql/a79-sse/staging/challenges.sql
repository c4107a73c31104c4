-- Challenges reported (paras. 13, 30, 45).
with

source as (

    select * from form.challenges

),

final as (

    select
        submission,
        row,
        challenge_area as area,
        challenge_description as description,
        evidence,
        note,
    from source

)

select * from final
