-- Everything reported that can bear on a recommendation, one row each: the measures, and beside
-- them contributions, practices and figures. Each kind has its own columns.
-- timing: as the reply gives it; else from the year, if that is not the year in which the
--     resolution was adopted. Within that year only the reply can tell, so it stays null.
-- progress: a measure of unstated status counts as in place.
with

submissions as (

    select * from intermediate.submissions

),

policies as (

    select * from staging.policies

),

laws as (

    select * from staging.laws

),

regulators as (

    select * from staging.regulators

),

bodies as (

    select * from staging.bodies

),

coordination as (

    select * from staging.coordination

),

incentives as (

    select * from staging.incentives

),

procurement as (

    select * from staging.procurement

),

instruments as (

    select * from staging.instruments

),

education as (

    select * from staging.education

),

research as (

    select * from staging.research

),

finance as (

    select * from staging.finance

),

capacity as (

    select * from staging.capacity

),

statistics as (

    select * from staging.statistics

),

practices as (

    select * from staging.practices

),

goal_contributions as (

    select * from staging.goal_contributions

),

figures as (

    select * from staging.figures

),

reported as (

    select 'policies' as measure_kind, * from policies

    union all by name

    select 'laws' as measure_kind, * from laws

    union all by name

    select 'regulators' as measure_kind, * from regulators

    union all by name

    select 'bodies' as measure_kind, * rename (name as title) from bodies

    union all by name

    select 'coordination' as measure_kind, * rename (name as title) from coordination

    union all by name

    select 'incentives' as measure_kind, * rename (measure as title) from incentives

    union all by name

    select 'procurement' as measure_kind, * rename (measure as title) from procurement

    union all by name

    select 'instruments' as measure_kind, * from instruments

    union all by name

    select 'education' as measure_kind, * from education

    union all by name

    select 'research' as measure_kind, * from research

    union all by name

    select 'finance' as measure_kind, * from finance

    union all by name

    select 'capacity' as measure_kind, * from capacity

    union all by name

    select 'statistics' as measure_kind, * from statistics

    union all by name

    select 'practices' as measure_kind, * from practices

    union all by name

    select 'goal_contributions' as measure_kind, * from goal_contributions

    union all by name

    select 'figures' as measure_kind, * rename (indicator as title) from figures

),

final as (

    select
        reported.* replace (
            coalesce(
                reported.timing,
                case
                    when reported.year < extract(year from getvariable('adopted_on')::date)
                        then 'before'
                    when reported.year > extract(year from getvariable('adopted_on')::date)
                        then 'after'
                end
            ) as timing
        ),
        case
            when reported.status in ('proposed', 'planned', 'in_preparation')
                then 'in_preparation'
            when reported.status = 'none' then 'none'
            else 'in_place'
        end as progress,
        submissions.respondent,
        submissions.category,
        submissions.category_position,
        submissions.basis,
    from reported
    inner join submissions on reported.submission = submissions.submission
    where
        coalesce(
            reported.title,
            reported.body,
            reported.entity,
            reported.provider,
            reported.organization,
            reported.institution,
            reported.contribution,
            reported.example,
            reported.description,
            reported.kind,
            reported.scope,
            reported.instrument
        ) is not null

)

select * from final
