-- What respondents recommend (para. 46).
with

source as (

    select * from form.recommendations

),

final as (

    select
        submission,
        row,
        recommendation_text as text,
        recommendation_element as element,
        evidence,
        note,
    from source

)

select * from final
