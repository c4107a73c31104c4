-- The same law with two years: in a reply and in the desk research about the same State, or in
-- the replies of two. Many States have a law of the same general name, so between two States a
-- law is only the same if its title has a number or both name the same territory.
with

standing as (

    select * from landing.standing

),

laws as (

    select
        standing.submission,
        standing.respondent,
        standing.basis,
        standing.file,
        given.row,
        given.law_title as title,
        given.law_year as year,
        trim(lower(strip_accents(regexp_replace(given.law_title, '[^\pL\pN]+', ' ', 'g'))))
            as identity,
        lower(trim(given.law_territory)) as territory,
    from form.laws as given
    inner join standing on given.submission = standing.submission
    where given.law_title is not null and given.law_year is not null

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
