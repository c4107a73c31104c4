-- The files whose answers count, of respondents of whom more than one does. The last of them is
-- the carrier. A partial file is merged with those before it where the cycle says so.
with

counting as (

    select
        *,
        row_number() over (
            partition by respondent, basis, unit
            order by place desc
        ) as rank,
    from temp.versions
    qualify last or ($merging and run = max(run) over (partition by respondent, basis, unit))

),

final as (

    select
        submission,
        unit,
        rank::integer as rank,
        first_value(submission) over (
            partition by respondent, basis
            order by place desc
        ) as carrier,
    from counting
    qualify count(*) over (partition by respondent, basis) > 1

)

select * from final
