-- Every answer that the form requires. Where the row of a required question was deleted, there is
-- neither sheet nor cell.
select
    (row_number() over ())::integer as key,
    conditions.submission,
    conditions.question,
    questions.repeat,
    conditions.row,
    cells.sheet,
    cells.cell,
    cells.raw,
from temp.conditions
inner join landing.questions on conditions.question = questions.question
inner join validation.submissions as valid on conditions.submission = valid.submission
left join landing.cells
    on
        conditions.submission = cells.submission
        and conditions.question = cells.question
        and conditions.row is not distinct from cells.row
where
    conditions.required
    and conditions.relevant
    and valid.basis = 'reply'
    and valid.same_form
    and valid.answered > 0
