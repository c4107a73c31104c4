-- Strategies, policies, programmes and plans of States (para. 17).
select
    submission,
    row,
    policy_title as title,
    policy_kind as kind,
    policy_territory as territory,
    policy_description as description,
    policy_level as level,
    policy_year as year,
    policy_status as status,
    policy_timing as timing,
    evidence,
    note,
from form.policies
