-- The respondents and measures that bear on each recommendation (para. 46).
select
    recommendation,
    measure_kind,
    respondent,
    category,
    count(*)::integer as measures,
    basis,
    string_agg(evidence, ' ' order by evidence) as evidence,
from intermediate.recommendation_measures
group by
    recommendation,
    measure_kind,
    respondent,
    category,
    category_position,
    basis
order by
    recommendation,
    measure_kind,
    category_position,
    respondent,
    basis
