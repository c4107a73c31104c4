-- Which kinds of measure bear on which recommendation (para. 46).
with

source as (

    select * from reference.recommendation_measures

),

final as (

    select
        recommendation,
        measure_kind,
    from source

)

select * from final
