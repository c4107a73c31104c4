-- Data disaggregated by age, by sex and by other criteria (resolution 68/131, para. 13).
select
    respondent,
    title,
    custodian,
    case
        when list_contains(breakdowns, 'age') then 'yes'
        when breakdowns is not null then 'no'
    end as by_age,
    case
        when list_contains(breakdowns, 'sex') then 'yes'
        when breakdowns is not null then 'no'
    end as by_sex,
    nullif(
        array_to_string(
            list_filter(breakdowns, lambda criterion: criterion not in ('age', 'sex')), ' '
        ),
        ''
    ) as other_criteria,
    latest_year,
    used,
    basis,
    evidence,
from intermediate.datasets
order by
    respondent,
    basis,
    row
