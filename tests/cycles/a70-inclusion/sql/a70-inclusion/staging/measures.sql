-- Policies and measures for social inclusion (resolution 68/131, paras. 5, 6, 8).
select
    submission,
    row,
    measure_title as title,
    measure_kind as kind,
    measure_groups as groups,
    measure_level as level,
    measure_adopted_on as adopted_on,
    measure_status as status,
    measure_coverage as coverage,
    measure_people as people,
    evidence,
from form.measures
