-- Which term is used where (para. 5).
with

terms as (

    select * from intermediate.terms

),

final as (

    select
        name as term,
        place,
        scope,
        respondent,
        basis,
        evidence,
    from terms
    order by
        respondent,
        basis,
        row

)

select * from final
