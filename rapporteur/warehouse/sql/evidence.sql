-- A row for each identifier of evidence. The answers of a repeat's row stand in one row of the
-- sheet, so that their smallest and largest column and row enclose them.
with

wanted as (

    select distinct unnest($ids) as id

),

answers as (

    select
        submission || '/' || coalesce(repeat || '/' || row, question) as id,
        question,
        sheet,
        lpad(regexp_extract(cell, '^[A-Z]+'), 3, ' ') as col,
        regexp_extract(cell, '[0-9]+$')::int as line,
        raw,
        note,
    from landing.answers

),

final as (

    select
        wanted.id,
        min(answers.sheet) as sheet,
        trim(min(answers.col)) || min(answers.line) as first,
        trim(max(answers.col)) || max(answers.line) as last,
        string_agg(answers.raw, ' | ' order by answers.line, answers.col) as text,
        array_to_string(
            list_sort(list_distinct(list(answers.note) filter (answers.note <> ''))), ' | '
        ) as note,
        min(questions.position) as position,
        count(answers.id) as cells,
    from wanted
    left join answers on wanted.id = answers.id
    left join landing.questions on answers.question = questions.question
    group by wanted.id

)

select * from final
