-- Everything reported that can bear on a recommendation, one row each: the measures, and beside
-- them contributions, practices and figures. Each kind has its own columns.
select 'policies' as measure_kind, * from staging.policies
union all by name
select 'laws' as measure_kind, * from staging.laws
union all by name
select 'regulators' as measure_kind, * from staging.regulators
union all by name
select 'bodies' as measure_kind, * rename (name as title) from staging.bodies
union all by name
select 'coordination' as measure_kind, * rename (name as title) from staging.coordination
union all by name
select 'incentives' as measure_kind, * rename (measure as title) from staging.incentives
union all by name
select 'procurement' as measure_kind, * rename (measure as title) from staging.procurement
union all by name
select 'instruments' as measure_kind, * from staging.instruments
union all by name
select 'education' as measure_kind, * from staging.education
union all by name
select 'research' as measure_kind, * from staging.research
union all by name
select 'finance' as measure_kind, * from staging.finance
union all by name
select 'capacity' as measure_kind, * from staging.capacity
union all by name
select 'statistics' as measure_kind, * from staging.statistics
union all by name
select 'practices' as measure_kind, * from staging.practices
union all by name
select 'goal_contributions' as measure_kind, * from staging.goal_contributions
union all by name
select 'figures' as measure_kind, * rename (indicator as title) from staging.figures
