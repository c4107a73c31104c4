-- What the notes of answers tell of decisions, so that every row of the tables that rests on such
-- an answer tells of them too. A correction is noted when it is applied.
with

sentences as (

    select
        submission,
        question,
        row,
        line,
        case decision
            when 'waive' then 'Accepted by decision of ' || day || ' in spite of ' || finding
            when 'admit' then 'Admitted by decision of ' || day
            when 'assign' then 'Assigned to ' || upper(value) || ' by decision of ' || day
            when 'stand' then 'Stands by decision of ' || day
        end || ' (reason: ' || reason || ').' as sentence,
    from landing.decisions
    left join landing.rules on decisions.finding = rules.code
    where
        decision in ('waive', 'admit', 'assign', 'stand')
        and not coalesce(rules.doubt, false)

),

final as (

    select
        cells.rowid as cell,
        string_agg(sentences.sentence, ' ' order by sentences.line) as sentence,
    from landing.cells
    inner join sentences
        on
            cells.submission = sentences.submission
            and (sentences.question is null or cells.question = sentences.question)
            and (sentences.row is null or cells.row = sentences.row)
    group by cells.rowid

)

select * from final
