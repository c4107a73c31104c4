-- A subnational measure for which nothing is said of the territory, in the tables that ask it.
with

answers as (

    select * from landing.answers
    where repeat is not null

),

territories as (

    select
        question,
        repeat,
    from landing.questions
    where repeat is not null and question like '%\_territory' escape '\'

),

levels as (

    select * from answers
    where question like '%\_level' escape '\' and code = 'subnational'

),

final as (

    select
        levels.submission,
        territories.question,
        levels.repeat,
        levels.row,
        '{}' as params,
    from levels
    inner join territories on levels.repeat = territories.repeat
    left join answers as named
        on
            levels.submission = named.submission
            and levels.repeat = named.repeat
            and levels.row = named.row
            and territories.question = named.question
    where named.question is null

)

select * from final
