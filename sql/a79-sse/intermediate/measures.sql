-- What is reported in the submissions that the tables rest on, but for rows that name nothing.
-- timing: as the reply gives it; else from the year, if that is not the year in which the
--     resolution was adopted. Within that year only the reply can tell, so it stays null.
-- progress: a measure of unstated status counts as in place.
select
    reported.* replace (
        coalesce(
            reported.timing,
            case
                when reported.year < adoption_year() then 'before'
                when reported.year > adoption_year() then 'after'
            end
        ) as timing
    ),
    case
        when reported.status in ('proposed', 'planned', 'in_preparation') then 'in_preparation'
        when reported.status = 'none' then 'none'
        else 'in_place'
    end as progress,
    submissions.respondent,
    submissions.category,
    submissions.category_position,
    submissions.basis,
from intermediate.reported
inner join intermediate.submissions on reported.submission = submissions.submission
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
