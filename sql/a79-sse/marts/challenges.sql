-- Challenges by area and category of respondent (paras. 13, 30, 45).
select
    area,
    category,
    respondent,
    description,
    basis,
    evidence,
from intermediate.challenges
order by
    area nulls last,
    category_position,
    respondent,
    basis,
    row
