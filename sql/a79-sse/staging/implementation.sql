-- The answers on each element of operative paragraphs 1 to 3 of resolution 77/281, one a row.
with

source as (

    select * from form.main

),

answers as (

    select
        submission,
        unnest(
            [
                {element: 'strategies', status: el_strategies, timing: el_strategies_timing},
                {
                    element: 'legal_frameworks',
                    status: el_legal_frameworks,
                    timing: el_legal_frameworks_timing
                },
                {element: 'statistics', status: el_statistics, timing: el_statistics_timing},
                {
                    element: 'fiscal_incentives',
                    status: el_fiscal_incentives,
                    timing: el_fiscal_incentives_timing
                },
                {
                    element: 'public_procurement',
                    status: el_public_procurement,
                    timing: el_public_procurement_timing
                },
                {element: 'education', status: el_education, timing: el_education_timing},
                {
                    element: 'entrepreneurship',
                    status: el_entrepreneurship,
                    timing: el_entrepreneurship_timing
                },
                {
                    element: 'access_to_finance',
                    status: el_access_to_finance,
                    timing: el_access_to_finance_timing
                },
                {
                    element: 'participation',
                    status: el_participation,
                    timing: el_participation_timing
                },
                {element: 'planning', status: el_planning, timing: el_planning_timing},
                {
                    element: 'cooperation_frameworks',
                    status: el_cooperation_frameworks,
                    timing: el_cooperation_frameworks_timing
                },
                {
                    element: 'financial_instruments',
                    status: el_financial_instruments,
                    timing: el_financial_instruments_timing
                },
            ],
            recursive := true
        ),
    from source

),

final as (

    select
        submission,
        element,
        status,
        timing,
        evidence(submission, 'el_' || element) as evidence,
    from answers
    where status is not null

)

select * from final
