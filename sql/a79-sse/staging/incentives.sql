-- Fiscal incentives; rate in per cent (para. 21).
select
    submission,
    row,
    incentive_measure as measure,
    incentive_kind as kind,
    incentive_beneficiary as beneficiary,
    incentive_rate as rate,
    incentive_territory as territory,
    incentive_level as level,
    incentive_year as year,
    incentive_status as status,
    incentive_timing as timing,
    evidence,
    note,
from form.incentives
