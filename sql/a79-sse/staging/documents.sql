-- Further documents and links.
with

source as (

    select * from form.documents

),

final as (

    select
        submission,
        row,
        document_title as title,
        document_url as url,
        evidence,
        note,
    from source

)

select * from final
