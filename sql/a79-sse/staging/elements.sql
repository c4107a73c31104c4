-- The elements of resolution 77/281, the operative paragraph that names each, and the categories
-- of respondents, with spaces, that it addresses.
with

source as (

    select * from reference.elements

),

final as (

    select
        code as element,
        paragraph::integer as paragraph,
        category as addressees,
    from source

)

select * from final
