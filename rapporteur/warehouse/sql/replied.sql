-- The respondents of whom the tables have a reply.
select distinct respondent
from landing.submissions
where state = 'accepted' and basis = 'reply'
