-- Instruments and plans of international and regional bodies (paras. 14-16).
with

measures as (

    select * from intermediate.measures
    where measure_kind = 'instruments'

),

final as (

    select
        title,
        body,
        kind,
        level,
        year,
        status,
        timing,
        description,
        respondent,
        basis,
        evidence,
    from measures
    order by
        year nulls last,
        respondent,
        basis,
        row

)

select * from final
