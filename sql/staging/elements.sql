-- The elements of resolution 77/281 and the operative paragraph that names each.
with

source as (

    select * from reference.elements

),

final as (

    select
        code as element,
        paragraph::integer as paragraph,
    from source

)

select * from final
