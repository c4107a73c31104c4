-- Capacity-building and business support (paras. 34-36).
select
    submission,
    row,
    capacity_title as title,
    capacity_kind as kind,
    capacity_provider as provider,
    capacity_place as place,
    capacity_enterprises as enterprises,
    capacity_people as people,
    capacity_description as description,
    capacity_level as level,
    capacity_year as year,
    capacity_status as status,
    capacity_timing as timing,
    evidence,
    note,
from form.capacity
