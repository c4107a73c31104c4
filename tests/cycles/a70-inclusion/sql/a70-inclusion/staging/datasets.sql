-- Data available, and the criteria by which they are disaggregated (resolution 68/131, para. 13).
select
    submission,
    row,
    dataset_title as title,
    dataset_custodian as custodian,
    string_split(dataset_breakdowns, ' ') as breakdowns,
    dataset_year as latest_year,
    dataset_used as used,
    evidence,
from form.datasets
