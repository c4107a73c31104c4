-- How many respondents of each category the tables have a reply of.
select
    category,
    count(distinct respondent) as respondents,
from landing.submissions
where state = 'accepted' and basis = 'reply'
group by category
