-- Education, training and awareness measures (paras. 26-27).
select
    submission,
    row,
    education_title as title,
    education_kind as kind,
    education_institution as institution,
    education_place as place,
    education_description as description,
    education_level as level,
    education_year as year,
    education_status as status,
    education_timing as timing,
    evidence,
    note,
from form.education
