-- The cell of an answer, filled in or not.
select cell
from landing.cells
where
    submission = $submission
    and question = $question
    and row is not distinct from try_cast($row as int)
