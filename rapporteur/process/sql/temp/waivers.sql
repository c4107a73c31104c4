-- The findings that are waived, each with the last decision that waives it. A doubt is not waived
-- but settled, as long as `landing.doubted` has not the file.
select
    findings.rowid as finding,
    last(
        'Decision of ' || decisions.day || ', ' || decisions.who || ': ' || decisions.reason
        order by decisions.line
    ) as sentence,
from landing.findings
inner join landing.rules on findings.code = rules.code
inner join landing.decisions
    on
        findings.submission = decisions.submission
        and (
            (
                decisions.decision = 'waive'
                and findings.code = decisions.finding
                and not rules.doubt
            )
            or (
                decisions.decision = 'assign'
                and rules.doubt
                and findings.code <> 'replacement_held'
            )
            or (
                decisions.decision = 'admit'
                and (rules.doubt or findings.code = 'received_after_cut_off')
            )
        )
        and coalesce(findings.question, '') = coalesce(decisions.question, findings.question, '')
        and coalesce(findings.row, 0) = coalesce(decisions.row, findings.row, 0)
left join landing.doubted on findings.submission = doubted.submission
where not rules.doubt or doubted.submission is null
group by findings.rowid
