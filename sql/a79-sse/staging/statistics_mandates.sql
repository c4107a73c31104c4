-- The statistics office, and what the law says of statistics and of a satellite account (para. 42).
select
    submission,
    stat_office as office,
    stat_law as law,
    stat_law_account as law_account,
    concat_ws(
        ' ',
        case when stat_law is not null then evidence(submission, 'stat_law') end,
        case
            when stat_law_account is not null then evidence(submission, 'stat_law_account')
        end
    ) as evidence,
from form.main
