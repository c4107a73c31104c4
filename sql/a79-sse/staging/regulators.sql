-- Which body regulates which kind of entity (para. 20).
with

source as (

    select * from form.regulators

),

final as (

    select
        submission,
        row,
        regulator_body as body,
        regulator_entity as entity,
        regulator_form as legal_form,
        evidence,
        note,
    from source

)

select * from final
