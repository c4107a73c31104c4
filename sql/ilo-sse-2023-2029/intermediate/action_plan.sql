select * from staging.action_plan
