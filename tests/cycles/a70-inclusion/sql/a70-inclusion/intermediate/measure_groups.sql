-- One row for each measure and each group that it addresses.
with

measures as (

    select * from intermediate.measures

),

final as (

    select
        unnest(string_split(groups, ' ')) as population_group,
        respondent,
        status,
        evidence,
    from measures

)

select * from final
