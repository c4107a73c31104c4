-- Government bodies that promote the social and solidarity economy (para. 23).
select
    submission,
    row,
    body_name as name,
    body_kind as kind,
    body_territory as territory,
    body_mandate as mandate,
    body_level as level,
    body_year as year,
    body_status as status,
    body_timing as timing,
    evidence,
    note,
from form.bodies
