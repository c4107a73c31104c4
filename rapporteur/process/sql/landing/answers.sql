-- The cells that are filled in.
select
    *,
    submission as origin,
from landing.cells
where raw is not null
