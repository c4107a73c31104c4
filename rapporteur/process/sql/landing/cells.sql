-- A row for each answer cell, blank ones too; by repeat, since the tables of the form are made of
-- one repeat at a time.
with

cells as (

    select
        submission,
        unnest(cells, recursive := true),
    from landed

),

final as (

    select * from cells
    order by repeat

)

select * from final
