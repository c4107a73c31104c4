-- Key figures, one value a row (paras. 9-10, 34-35, 44).
select
    submission,
    row,
    figure_indicator as indicator,
    figure_value as value,
    figure_unit as unit,
    figure_currency as currency,
    figure_year as year,
    figure_area as area,
    figure_sex as sex,
    figure_age as age,
    figure_source as source,
    evidence,
    note,
from form.figures
