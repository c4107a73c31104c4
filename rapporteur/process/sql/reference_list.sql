-- A list of the cycle's, in its order.
select
    *,
    (row_number() over ())::integer as position,
from read_csv($path, header = true, all_varchar = true)
