-- The groups that coverage is counted by: all respondents, each category, and for governments
-- each M49 region (para. 3).
select
    1 as kind_position,
    'total' as group_kind,
    0 as group_position,
    'total' as group_code,
    respondent,
from staging.respondents
union all
select
    2 as kind_position,
    'category' as group_kind,
    category_position as group_position,
    category as group_code,
    respondent,
from staging.respondents
union all
select
    3 as kind_position,
    'region' as group_kind,
    0 as group_position,
    region as group_code,
    respondent,
from staging.respondents
where category = 'government' and region is not null
