-- Financial support; amount in units of the currency (paras. 31-33, 38-39).
with

source as (

    select * from form.finance

),

final as (

    select
        submission,
        row,
        finance_title as title,
        finance_provider as provider,
        finance_instrument as instrument,
        finance_stage as stage,
        finance_amount as amount,
        finance_currency as currency,
        finance_enterprises as enterprises,
        finance_people as people,
        finance_place as place,
        finance_description as description,
        finance_level as level,
        finance_year as year,
        finance_status as status,
        finance_timing as timing,
        evidence,
        note,
    from source

)

select * from final
