-- One row a State: what its law provides for and how far its statistics are (paras. 42-43).
select
    respondent,
    max(law) as law,
    max(law_account) as law_account,
    max(status) filter (where rank = 1 and kind = 'satellite_account') as account_status,
    max(year) filter (where rank = 1 and kind = 'satellite_account') as account_year,
    max(status) filter (where rank = 1 and kind = 'survey') as survey_status,
    max(year) filter (where rank = 1 and kind = 'survey') as survey_year,
    max(status) filter (where rank = 1 and kind = 'register') as register_status,
    max(year) filter (where rank = 1 and kind = 'register') as register_year,
    max(status) filter (where rank = 1 and kind = 'observatory') as observatory_status,
    max(year) filter (where rank = 1 and kind = 'observatory') as observatory_year,
    max(status) filter (where rank = 1 and kind = 'open_data') as open_data_status,
    max(year) filter (where rank = 1 and kind = 'open_data') as open_data_year,
    max(status) filter (where rank = 1 and kind = 'framework') as framework_status,
    basis,
    string_agg(evidence, ' ' order by evidence) as evidence,
from intermediate.statistics_frameworks
group by
    respondent,
    basis
order by
    respondent,
    basis
