-- Elements of operative paragraphs 1 to 3 by status (paras. 17-24, 33, 42). Of those who
-- replied, also how many say nothing; desk research was not asked.
select
    basis,
    element,
    status,
    count(distinct respondent) as respondents,
from intermediate.element_respondents
where basis = 'reply' or status is not null
group by
    basis,
    element,
    status
