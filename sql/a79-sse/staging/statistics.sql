-- Statistical work by kind; its status has a list of its own (paras. 42-43).
select
    submission,
    row,
    statistic_kind as kind,
    statistic_title as title,
    statistic_organization as organization,
    statistic_territory as territory,
    statistic_description as description,
    statistic_level as level,
    statistic_year as year,
    statistic_status as status,
    statistic_timing as timing,
    evidence,
    note,
from form.statistics
