-- Measures that respondents report, by kind, before and after the adoption (paras. 17-43).
-- Contributions, practices and figures are no measures. What is not dated is counted as such.
with

measures as (

    select * from intermediate.measures
    where
        basis = 'reply'
        and progress <> 'none'
        and measure_kind not in ('goal_contributions', 'practices', 'figures')

),

final as (

    select
        measure_kind,
        timing,
        count(*) as measures,
    from measures
    group by
        measure_kind,
        timing

)

select * from final
