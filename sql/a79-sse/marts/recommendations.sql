-- The respondents and measures that bear on each recommendation (para. 46).
with

measures as (

    select * from intermediate.recommendation_measures

),

final as (

    select
        recommendation,
        measure_kind,
        respondent,
        category,
        count(*)::integer as measures,
        basis,
        string_agg(evidence, ' ' order by evidence) as evidence,
    from measures
    group by
        recommendation,
        measure_kind,
        respondent,
        category,
        category_position,
        basis
    order by
        recommendation,
        measure_kind,
        category_position,
        respondent,
        basis

)

select * from final
