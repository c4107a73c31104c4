-- Public procurement measures (para. 22).
with

source as (

    select * from form.procurement

),

final as (

    select
        submission,
        row,
        procurement_measure as measure,
        procurement_kind as kind,
        procurement_beneficiary as beneficiary,
        procurement_territory as territory,
        procurement_level as level,
        procurement_year as year,
        procurement_status as status,
        procurement_timing as timing,
        evidence,
        note,
    from source

)

select * from final
