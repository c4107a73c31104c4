-- An amount of money for which nothing is said of its currency. The finding stands at the amount,
-- which says nothing until the currency is known.
with

amounts as (

    select
        submission,
        row,
        'finance' as repeat,
        'finance_amount' as question,
        'finance_currency' as currency,
        finance_amount as amount,
    from form.finance
    where finance_amount <> 0 and finance_currency is null
    union all
    select
        submission,
        row,
        'figures' as repeat,
        'figure_value' as question,
        'figure_currency' as currency,
        figure_value as amount,
    from form.figures
    where figure_unit = 'currency' and figure_value <> 0 and figure_currency is null

),

final as (

    select
        amounts.submission,
        amounts.question,
        amounts.repeat,
        amounts.row,
        json_object('amount', amounts.amount)::varchar as params,
    from amounts
    left join landing.answers
        on
            amounts.submission = answers.submission
            and amounts.row = answers.row
            and amounts.currency = answers.question
    where answers.question is null

)

select * from final
