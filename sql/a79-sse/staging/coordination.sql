-- Coordination mechanisms and who sits on them (para. 24).
select
    submission,
    row,
    coordination_name as name,
    coordination_composition as composition,
    coordination_territory as territory,
    coordination_description as description,
    coordination_level as level,
    coordination_year as year,
    coordination_status as status,
    coordination_timing as timing,
    evidence,
    note,
from form.coordination
