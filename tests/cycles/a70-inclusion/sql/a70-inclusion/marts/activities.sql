-- Mainstreaming, areas of activity, institutions, protection and spending by respondent.
with

activities as (

    select * from intermediate.activities
    where evidence <> ''

),

final as (

    select
        respondent,
        category,
        mainstreaming,
        areas,
        institution,
        institution_name,
        protection_share,
        budget_amount,
        budget_currency,
        basis,
        evidence,
    from activities
    order by
        respondent,
        basis

)

select * from final
