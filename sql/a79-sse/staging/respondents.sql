-- Everyone who was asked, with the geography that coverage is counted by (para. 3).
with

categories as (

    select code, position
    from landing.choices
    where list_name = 'category'

),

final as (

    select
        roster.code as respondent,
        roster.category,
        categories.position as category_position,
        roster.membership,
        roster.m49,
        roster.region,
        roster.subregion,
    from landing.respondents as roster
    left join categories on roster.category = categories.code

)

select * from final
