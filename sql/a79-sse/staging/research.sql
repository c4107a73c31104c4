-- Networks, observatories and research (paras. 28-29).
select
    submission,
    row,
    research_title as title,
    research_kind as kind,
    research_organization as organization,
    research_place as place,
    research_description as description,
    research_level as level,
    research_year as year,
    research_status as status,
    research_timing as timing,
    evidence,
    note,
from form.research
