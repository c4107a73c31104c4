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
        list(finding) filter (where decision = 'waive') as waived,
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
        submissions.content,
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
        doubted.submission is null as verified,
    from landing.submissions
    left join landing.doubted on submissions.submission = doubted.submission
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

usable as (

    select
        *,
        (same_cycle or list_contains(waived, 'other_cycle'))
        and (same_form or list_contains(waived, 'other_form')) as of_cycle,
        of_cycle and on_roster and answered > 0 and verified as own,
    from judged

),

-- A file with the answers of an earlier one of its respondent says nothing new, and never takes the
-- place of what came in between: it may be a return that came back as it was. An earlier file that
-- is late, and was not decided on, does not count.
compared as (

    select
        *,
        case
            when own and stood is null then first_value(
                case when in_time or ruling is not null then file end ignore nulls
            ) over (
                partition by own, respondent, basis, content
                order by
                    received_at nulls first,
                    completed_on nulls first,
                    read_at_order
                rows between unbounded preceding and 1 preceding
            )
        end as repeats,
    from usable

),

final as (

    select
        *,
        own
        and repeats is null
        and (in_time or coalesce(ruling = 'admit', false))
        and coalesce(ruling, 'admit') = 'admit' as eligible,
    from compared

)

select * from final
