-- Of each file the gravest finding that keeps something out of the tables, a doubt before others,
-- and how many there are of that severity; where several are as grave, the first in the workbook.
with

standing as (

    select
        findings.submission,
        findings.code,
        findings.severity,
        rules.doubt,
        findings.question,
        findings.row,
        findings.sheet,
        findings.cell,
        findings.params,
        count(*) over (partition by findings.submission, findings.severity) as number,
    from landing.findings
    inner join landing.rules on findings.code = rules.code
    where findings.waived_by is null and findings.severity in ('BLOCKER', 'ERROR')

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
                doubt desc,
                severity = 'BLOCKER' desc,
                code = 'identity_differs' desc,
                sheet asc nulls first,
                row asc nulls first,
                question asc nulls first,
                code asc
        ) = 1

)

select * from final
