-- Challenges reported (paras. 13, 30, 45).
select
    submission,
    row,
    challenge_area as area,
    challenge_description as description,
    evidence,
    note,
from form.challenges
