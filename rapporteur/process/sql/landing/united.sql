-- The usable answers taken from several files, all under the carrier. Of a question that is asked
-- once, the settled answer counts, else a value before a missing-value code, else the later; of a
-- repeat every row counts, and of equal ones the first.
with

usable as (

    select merged.*
    from temp.merged
    anti join landing.findings
        on
            findings.severity = 'ERROR'
            and findings.entity = 'FIELD'
            and findings.waived_by is null
            and merged.submission = findings.submission
            and merged.question = findings.question
            and merged.row is not distinct from findings.row

),

singles as (

    select *
    from usable
    where repeat is null
    qualify
        row_number() over (
            partition by carrier, question
            order by
                coalesce(submission = settled, false) desc,
                obs_status = 'A' desc,
                submission = carrier desc,
                unit asc
        ) = 1

),

rows as (

    select
        submission,
        carrier,
        repeat,
        row,
        list((question, value, obs_status) order by question) as content,
    from usable
    where repeat is not null
    group by
        submission,
        carrier,
        repeat,
        row
    qualify
        row_number() over (
            partition by carrier, repeat, content
            order by
                submission = carrier desc,
                submission asc,
                row asc
        ) = 1

),

counting as (

    select * from singles
    union all by name
    select usable.*
    from usable
    inner join rows
        on
            usable.submission = rows.submission
            and usable.repeat = rows.repeat
            and usable.row = rows.row

),

final as (

    select
        * exclude (carrier, unit, rank, value, settled) replace (carrier as submission),
        submission as origin,
    from counting

)

select * from final
