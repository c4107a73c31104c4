-- What the checks of the cycle selected, with the cell of each.
select
    (row_number() over ())::integer as key,
    breaches.*,
    cells.sheet,
    cells.cell,
from temp.breaches
left join landing.cells
    on
        breaches.submission = cells.submission
        and breaches.question = cells.question
        and breaches.row is not distinct from cells.row
