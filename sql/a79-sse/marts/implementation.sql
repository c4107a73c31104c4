-- Each element of operative paragraphs 1 to 3 by respondent (paras. 17-24, 33, 42).
select
    respondent,
    category,
    paragraph,
    element,
    status,
    timing,
    basis,
    evidence,
from intermediate.element_status
where status is not null
order by
    category_position,
    respondent,
    basis,
    paragraph,
    element
