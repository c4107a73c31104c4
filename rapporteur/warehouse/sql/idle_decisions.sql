-- Decisions that have no effect: about a file that has not been received, by a slip of the pen or
-- of a file; or to waive what an earlier version let be waived and is a doubt now, which `waived`
-- names.
with

received as (

    select distinct submission
    from landing.submissions

),

final as (

    select
        decisions.line,
        decisions.submission,
        if(received.submission is null, null, decisions.finding) as waived,
    from landing.decisions
    left join received on decisions.submission = received.submission
    left join landing.rules on decisions.finding = rules.code
    where
        received.submission is null
        or (decisions.decision = 'waive' and rules.doubt)
    order by decisions.line
)

select * from final
