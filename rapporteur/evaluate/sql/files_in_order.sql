-- The files of a respondent in the order in which they take each other's place.
select submission
from validation.submissions
where respondent = upper($respondent) and basis = 'reply'
order by
    stood nulls first,
    received_at nulls first,
    completed_on nulls first,
    read_at_order
