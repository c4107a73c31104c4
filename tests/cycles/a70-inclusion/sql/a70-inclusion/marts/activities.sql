-- Mainstreaming, areas of activity, institutions, protection and spending by respondent.
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
from intermediate.activities
where evidence <> ''
order by
    respondent,
    basis
