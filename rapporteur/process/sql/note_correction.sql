-- Tell of a correction in the note of its answer, or of the whole row of its table.
update landing.cells
set note = concat_ws(' ', nullif(note, ''), $sentence)
where
    submission = $submission
    and row is not distinct from $row
    and (question = $question or (row is not null and repeat = $repeat))
