-- The files that could be opened. Of a respondent's usable files the last stands, and what it
-- lacks is reported for it alone.
select
    (row_number() over ())::integer as key,
    judged.* exclude (waived),
    versions.stands,
    coalesce(versions.last, true) as latest,
    $merging as "merges",
    coalesce(not (versions.last and versions.partial), true) as whole,
    versions.now,
    versions.before,
    array_to_string(versions.missing, ' ') as missing,
from temp.judged
left join temp.versions on judged.submission = versions.submission and judged.basis = versions.basis
