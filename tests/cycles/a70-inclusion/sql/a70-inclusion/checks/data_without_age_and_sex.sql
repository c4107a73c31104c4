-- Data disaggregated neither by age nor by sex: resolution 68/131, para. 13, asks for both first.
with

datasets as (

    select
        *,
        string_split(dataset_breakdowns, ' ') as breakdowns,
    from form.datasets

),

final as (

    select
        submission,
        'dataset_breakdowns' as question,
        'datasets' as repeat,
        row,
        json_object('title', coalesce(dataset_title, ''))::varchar as params,
    from datasets
    where not list_has_any(breakdowns, ['age', 'sex'])

)

select * from final
