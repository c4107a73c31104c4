-- Which kinds of measure bear on which recommendation (para. 46).
select
    recommendation,
    measure_kind,
from reference.recommendation_measures
