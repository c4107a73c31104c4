-- Replies received of those asked (para. 3). Desk research is counted apart, and its dates are
-- not dates of receipt.
with

counted as (

    select
        groups.kind_position,
        groups.group_position,
        groups.group_kind,
        groups.group_code,
        count(distinct groups.respondent) as asked,
        count(distinct submissions.respondent) filter (
            where submissions.basis = 'reply'
        ) as replies,
        min(submissions.received_at) filter (
            where submissions.basis = 'reply'
        )::date as first_received,
        max(submissions.received_at) filter (
            where submissions.basis = 'reply'
        )::date as last_received,
        count(distinct submissions.respondent) filter (
            where submissions.basis = 'desk_research'
        ) as desk_research,
        string_agg(
            submissions.submission, ' ' order by submissions.submission
        ) as evidence,
    from intermediate.respondent_groups as groups
    left join intermediate.submissions on groups.respondent = submissions.respondent
    group by
        groups.kind_position,
        groups.group_position,
        groups.group_kind,
        groups.group_code

),

final as (

    select
        group_kind,
        group_code,
        asked,
        replies,
        round(100.0 * replies / asked, 1) as rate,
        first_received,
        last_received,
        desk_research,
        evidence,
    from counted
    order by
        kind_position,
        group_position,
        group_code

)

select * from final
