-- The same law with two years: in a reply and in the desk research about the same State, or in
-- the replies of two. Many States have a law of the same general name, so between two States a
-- law is only the same if its title has a number or both name the same territory.
with

laws as (

    select
        standing.submission,
        standing.respondent,
        standing.basis,
        standing.file,
        laws.row,
        laws.law_title as title,
        laws.law_year as year,
        plain_words(laws.law_title) as identity,
        lower(trim(laws.law_territory)) as territory,
    from form.laws
    inner join landing.standing on laws.submission = standing.submission
    where laws.law_title is not null and laws.law_year is not null

),

pairs as (

    select
        laws.*,
        others.year as other_year,
        if(laws.respondent = others.respondent, others.file, others.respondent) as other,
    from laws
    inner join laws as others
        on
            laws.identity = others.identity
            and laws.submission <> others.submission
            and laws.year <> others.year
    where
        if(
            laws.respondent = others.respondent,
            laws.territory is not distinct from others.territory,
            laws.territory = others.territory
            or (
                regexp_matches(laws.identity, '\pN')
                and laws.territory is not distinct from others.territory
            )
        )
    qualify row_number() over (
        partition by laws.submission, laws.row order by others.respondent, others.file, others.row
    ) = 1

),

final as (

    select
        submission,
        'law_year' as question,
        'laws' as repeat,
        row,
        json_object(
            'title', title,
            'year', year::varchar,
            'other', other,
            'other_year', other_year::varchar
        )::varchar as params,
    from pairs

)

select * from final
