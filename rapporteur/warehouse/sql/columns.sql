-- The columns of a table and what DuckDB holds in them; none where there is no such table.
select
    column_name,
    upper(split_part(data_type, '(', 1)) as data_type,
from information_schema.columns
where table_schema = $schema and table_name = $table
