-- An amount of money for which nothing is said of its currency.
with

main as (

    select * from form.main
    where budget_amount <> 0

),

answers as (

    select * from landing.answers
    where question = 'budget_currency'

),

final as (

    select
        main.submission,
        'budget_currency' as question,
        null::varchar as repeat,
        null::integer as row,
        json_object('amount', main.budget_amount)::varchar as params,
    from main
    left join answers on main.submission = answers.submission
    where answers.submission is null

)

select * from final
