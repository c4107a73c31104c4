-- The files that were refused or withdrawn by decision, which no suite judges.
with

rulings as (

    select
        submission,
        last(decision order by line) as decision,
        last(day order by line) as day,
        last(reason order by line) as reason,
    from landing.decisions
    where decision in ('admit', 'refuse', 'withdraw')
    group by submission

),

ruled_out as (

    select
        submissions.submission,
        submissions.file,
        if(rulings.decision = 'refuse', 'refused', 'withdrawn') as code,
        json_object('date', rulings.day, 'reason', rulings.reason)::varchar as params,
    from rulings
    inner join landing.submissions on rulings.submission = submissions.submission
    where rulings.decision <> 'admit'

),

final as (

    select
        ruled_out.*,
        rules.level,
        rules.severity,
        rules.entity,
    from ruled_out
    inner join landing.rules on ruled_out.code = rules.code

)

select * from final
