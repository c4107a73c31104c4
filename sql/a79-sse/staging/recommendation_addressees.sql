-- Which categories of respondent each recommendation speaks to (para. 46).
with

source as (

    select * from reference.recommendation_addressees

),

final as (

    select
        recommendation,
        category,
    from source

)

select * from final
