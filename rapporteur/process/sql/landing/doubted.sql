-- The files of which it is in doubt whose they are. Admitting or assigning a file settles that; a
-- waiver does not, and a later refusal or withdrawal takes it back.
with

settled as (

    select submission
    from landing.decisions
    where decision in ('admit', 'assign', 'refuse', 'withdraw')
    group by submission
    having last(decision order by line) in ('admit', 'assign')

),

final as (

    select distinct doubts.submission
    from landing.doubts
    anti join settled on doubts.submission = settled.submission

)

select * from final
