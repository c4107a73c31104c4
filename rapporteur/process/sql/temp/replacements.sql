-- The replies that take the place of another one of their respondent, and those that would if they
-- were not held: `replaced` is the other.
with

held as (

    select judged.*
    from temp.judged
    anti join temp.versions
        on judged.submission = versions.submission and judged.basis = versions.basis
    where judged.eligible

),

-- Of several ministries the last one's.
standing as (

    select
        respondent,
        last(submission order by place) as submission,
    from temp.versions
    where last and basis = 'reply'
    group by respondent

),

final as (

    select
        submission,
        replaced,
        false as held,
    from temp.versions
    where last and basis = 'reply' and replaced is not null
    union all
    select
        held.submission,
        standing.submission as replaced,
        true as held,
    from held
    inner join standing on held.respondent = standing.respondent

)

select * from final
