-- Which term is used where (para. 5).
with

source as (

    select * from form.terms

),

final as (

    select
        submission,
        row,
        term_name as name,
        term_place as place,
        term_scope as scope,
        evidence,
        note,
    from source

)

select * from final
