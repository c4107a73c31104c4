-- The roster, in its order.
select
    *,
    (row_number() over ())::integer as "order",
from read_csv($path, header = true, all_varchar = true)
