-- Two ministries of one government that answer a question differently. In the section that asks for
-- the unit they must differ, since it tells who answers.
with

unit_sections as (

    select section
    from landing.questions
    where question = $unit

),

asked as (

    select questions.question
    from landing.questions
    inner join unit_sections on questions.section <> unit_sections.section
    where questions.repeat is null

),

answers as (

    select
        merged.*,
        submissions.file,
        lower(trim(merged.value)) as key,
    from temp.merged
    inner join asked on merged.question = asked.question
    inner join landing.submissions on merged.submission = submissions.submission
    where merged.obs_status = 'A' and merged.value is not null and merged.settled is null

),

conflicts as (

    select
        this.submission,
        this.file,
        'answers_conflict' as code,
        this.sheet,
        this.cell,
        this.question,
        json_object(
            'value', left(this.raw, 100),
            'theirs', left(other.raw, 100),
            'other', other.file
        )::varchar as params,
    from answers as this
    inner join answers as other
        on
            this.carrier = other.carrier
            and this.question = other.question
            and this.unit <> other.unit
            and this.key <> other.key
    qualify row_number() over (partition by this.submission, this.question order by other.file) = 1

),

final as (

    select
        conflicts.*,
        rules.level,
        rules.severity,
        rules.entity,
    from conflicts
    inner join landing.rules on conflicts.code = rules.code

)

select * from final
