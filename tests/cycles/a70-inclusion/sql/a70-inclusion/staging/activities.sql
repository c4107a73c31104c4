-- The questions on activities as a whole, asked once (resolution 68/131, paras. 5, 6, 10, 11).
select
    submission,
    mainstreaming,
    areas,
    institution,
    institution_name,
    protection_share,
    budget_amount,
    budget_currency,
    concat_ws(
        ' ',
        case when mainstreaming is not null then evidence(submission, 'mainstreaming') end,
        case when areas is not null then evidence(submission, 'areas') end,
        case when institution is not null then evidence(submission, 'institution') end,
        case
            when institution_name is not null then evidence(submission, 'institution_name')
        end,
        case
            when protection_share is not null then evidence(submission, 'protection_share')
        end,
        case when budget_amount is not null then evidence(submission, 'budget_amount') end,
        case when budget_currency is not null then evidence(submission, 'budget_currency') end
    ) as evidence,
from form.main
