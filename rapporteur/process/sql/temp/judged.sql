-- Every file that could be opened, and whether it may count: a decision may make up for what would
-- keep it out.
with

filled as (

    select
        submission,
        count(*) as answered,
    from landing.answers
    where question not in ('respondent', 'respondent_category')
    group by submission

),

completed as (

    select
        submission,
        any_value(date) as completed_on,
    from landing.answers
    where question = 'completed_on' and repeat is null
    group by submission

),

decided as (

    select
        submission,
        max(line) filter (where decision = 'stand' and question is null) as stood,
        last(decision order by line) filter (
            where decision in ('admit', 'refuse', 'withdraw')
        ) as ruling,
        list(
            case when decision = 'assign' then 'identity_differs' else finding end
        ) filter (where decision in ('waive', 'assign')) as waived,
    from landing.decisions
    group by submission

),

judged as (

    select
        submissions.submission,
        submissions.file,
        submissions.respondent,
        submissions.basis,
        submissions.cycle,
        submissions.form_version,
        submissions.received_at,
        submissions.read_at_order,
        completed.completed_on,
        submissions.form_id is not null as is_questionnaire,
        coalesce(submissions.cycle = $cycle, false) as same_cycle,
        coalesce(submissions.form_id = $form, false) as same_form,
        coalesce(submissions.form_version = $version, false) as same_version,
        respondents.code is not null as on_roster,
        coalesce(filled.answered, 0) as answered,
        -- In time until the end of the day of the cut-off, where the secretariat is.
        timezone(getvariable('time_zone'), submissions.received_at)::date as received_on,
        submissions.basis = 'desk_research'
        or coalesce(received_on <= getvariable('cut_off'), true) as in_time,
        decided.ruling,
        decided.stood,
        coalesce(decided.waived, []) as waived,
    from landing.submissions
    left join landing.respondents on submissions.respondent = respondents.code
    left join filled on submissions.submission = filled.submission
    left join completed on submissions.submission = completed.submission
    left join decided on submissions.submission = decided.submission
    anti join landing.findings
        on
            submissions.submission = findings.submission
            and findings.severity = 'BLOCKER'
            and not list_contains(coalesce(decided.waived, []), findings.code)

),

final as (

    select
        *,
        (same_cycle or list_contains(waived, 'other_cycle'))
        and (same_form or list_contains(waived, 'other_form'))
        and on_roster
        and answered > 0
        and (in_time or coalesce(ruling = 'admit', false))
        and coalesce(ruling, 'admit') = 'admit' as eligible,
    from judged

)

select * from final
