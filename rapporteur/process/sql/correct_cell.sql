-- Put the value of a correction in the place of the landed one.
update landing.cells
set
    raw = $raw,
    text = $text,
    number = $number,
    date = $date,
    code = $code,
    obs_status = $obs_status
where submission = $submission and question = $question and row is not distinct from $row
