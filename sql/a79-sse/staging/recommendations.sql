-- What respondents recommend (para. 46).
select
    submission,
    row,
    recommendation_text as text,
    recommendation_element as element,
    evidence,
    note,
from form.recommendations
