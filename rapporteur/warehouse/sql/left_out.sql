-- Of each file the gravest finding that keeps something out of the tables, and how many there are
-- of that severity; where several are as grave, the first in the workbook.
with

standing as (

    select
        submission,
        code,
        severity,
        question,
        row,
        sheet,
        cell,
        params,
        count(*) over (partition by submission, severity) as number,
    from landing.findings
    where waived_by is null and severity in ('BLOCKER', 'ERROR')

),

final as (

    select
        submission,
        code,
        coalesce(question, '') as question,
        row,
        coalesce(sheet || '!' || cell, '') as place,
        coalesce(params, '{}') as params,
        number,
    from standing
    qualify
        row_number() over (
            partition by submission
            order by
                severity = 'BLOCKER' desc,
                sheet asc nulls first,
                row asc nulls first,
                question asc nulls first,
                code asc
        ) = 1

)

select * from final
