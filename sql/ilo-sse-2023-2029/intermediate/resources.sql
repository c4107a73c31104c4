select * from staging.resources
