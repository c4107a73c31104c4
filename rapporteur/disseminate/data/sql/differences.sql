-- The rows in which the table of the view `stored` and a Parquet file differ, in content or place.
with

published as (

    select
        file_row_number as place,
        * exclude (file_row_number),
    from read_parquet($file, file_row_number = true)

),

only_stored as (

    select * from stored
    except
    select * from published

),

only_published as (

    select * from published
    except
    select * from stored

),

final as (

    select * from only_stored
    union all
    select * from only_published

)

select * from final
