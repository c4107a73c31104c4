-- The columns that a table of the form has in the previous cycle too, with their present types.
select
    present.column_name,
    present.data_type,
from duckdb_columns() as present
inner join duckdb_columns() as former
    on present.column_name = former.column_name and present.table_name = former.table_name
where
    present.database_name = current_database()
    and present.schema_name = 'previous'
    and former.database_name = 'former'
    and former.schema_name = 'form'
    and former.table_name = $table
