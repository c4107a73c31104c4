-- Public procurement measures (para. 22).
select
    submission,
    row,
    procurement_measure as measure,
    procurement_kind as kind,
    procurement_beneficiary as beneficiary,
    procurement_territory as territory,
    procurement_level as level,
    procurement_year as year,
    procurement_status as status,
    procurement_timing as timing,
    evidence,
    note,
from form.procurement
