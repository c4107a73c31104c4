-- The measures, in place or on their way, that bear on each recommendation, of those to whom it
-- speaks (para. 46).
with

measures as (

    select * from intermediate.measures
    where progress <> 'none'

),

final as (

    select
        recommendation_measures.recommendation,
        measures.measure_kind,
        measures.respondent,
        measures.category,
        measures.category_position,
        measures.basis,
        measures.evidence,
    from measures
    inner join staging.recommendation_measures
        on measures.measure_kind = recommendation_measures.measure_kind
    inner join staging.recommendation_addressees as addressees
        on
            recommendation_measures.recommendation = addressees.recommendation
            and measures.category = addressees.category

)

select * from final
