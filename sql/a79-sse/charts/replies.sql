-- Respondents who replied, and those that only desk research covers, by category and region
-- (para. 3). A respondent counts once; what is covered by neither is in the table of replies.
with

groups as (

    select * from intermediate.respondent_groups
    where group_kind <> 'total'

),

covered as (

    select
        respondent,
        if(bool_or(basis = 'reply'), 'reply', 'desk_research') as basis,
    from intermediate.submissions
    group by respondent

),

bases as (

    select unnest(['reply', 'desk_research']) as basis

),

final as (

    select
        groups.group_kind,
        groups.group_code,
        bases.basis,
        count(covered.respondent) as respondents,
    from groups
    cross join bases
    left join covered
        on
            groups.respondent = covered.respondent
            and bases.basis = covered.basis
    group by
        groups.group_kind,
        groups.group_code,
        bases.basis

)

select * from final
