-- Which categories of respondent each recommendation speaks to (para. 46).
select
    recommendation,
    category,
from reference.recommendation_addressees
