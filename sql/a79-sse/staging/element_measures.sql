-- Which kinds of measure, reported by which category, show that an element is implemented.
with

source as (

    select * from reference.element_measures

),

final as (

    select
        element,
        category,
        measure_kind,
    from source

)

select * from final
