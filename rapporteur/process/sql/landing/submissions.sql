-- A row for each file and basis. The same bytes under several names are one submission, which
-- came when the first of them did.
with

files as (

    select
        * replace (
            if(
                count(*) over same = count(received_at) over same,
                min(received_at) over same,
                null
            ) as received_at
        ),
    from landing.files
    window same as (partition by submission, basis)
    qualify row_number() over (partition by submission, basis order by read_at_order) = 1

),

final as (

    select
        files.submission,
        files.sha256,
        files.file,
        files.basis,
        upper(trim(landed.respondent)) as respondent,
        coalesce(respondents.category, landed.category) as category,
        landed.language,
        landed.cycle,
        landed.form_id,
        landed.form_version,
        nullif(landed.notice, '') as notice,
        landed.sections,
        landed.content,
        files.received_at,
        files.channel,
        files.read_at_order,
    from files
    inner join landed on files.submission = landed.submission
    left join landing.respondents on upper(trim(landed.respondent)) = respondents.code
    order by files.read_at_order

)

select * from final
