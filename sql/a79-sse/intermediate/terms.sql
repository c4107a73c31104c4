-- Terms in use (para. 5); a row with neither term nor scope has nothing to show.
with

submissions as (

    select * from intermediate.submissions

),

terms as (

    select * from staging.terms

),

final as (

    select
        submissions.respondent,
        submissions.category,
        submissions.category_position,
        submissions.basis,
        terms.row,
        terms.name,
        terms.place,
        terms.scope,
        terms.evidence,
    from terms
    inner join submissions on terms.submission = submissions.submission
    where coalesce(terms.name, terms.scope) is not null

)

select * from final
