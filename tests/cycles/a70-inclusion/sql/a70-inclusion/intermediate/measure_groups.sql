-- One row for each measure and each group that it addresses.
select
    unnest(string_split(groups, ' ')) as population_group,
    respondent,
    status,
    evidence,
from intermediate.measures
