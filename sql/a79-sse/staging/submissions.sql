with

source as (

    select * from landing.submissions

)

select * from source
