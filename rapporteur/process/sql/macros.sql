-- What the SQL of a cycle may call besides DuckDB's own functions.

-- The identifier of the answer to a question that is asked once. Where the answers of several
-- files are united under one submission, it names the file where the answer stands.
create macro evidence(submission, question) as coalesce(
    (
        select origins.origin from landing.origins
        where origins.carrier = submission and origins.asked = question
    ),
    submission
) || '/' || question;

-- The letters and digits of a text in lower case, without accents and parted by single blanks: two
-- spellings of one title are the same. Characters in `kept` are neither dropped nor blanks.
create macro plain_words(words, kept := '') as trim(
    lower(strip_accents(regexp_replace(words, '[^' || kept || '\pL\pN]+', ' ', 'g')))
);

-- The year in which the resolution was adopted.
create macro adoption_year() as extract(year from getvariable('adopted_on')::date);

-- The day that `today()` means in an expression of the form: the day on which the file came, so
-- that what was valid then stays valid. It is the latest day that it was anywhere in the world,
-- since a respondent may be a day ahead. Without a time of receipt, it is the cut-off.
create macro received_on(received) as (
    select
        coalesce(
            min(timezone('Etc/GMT-14', submissions.received_at))::date,
            getvariable('cut_off')::date
        )
    from landing.submissions
    where submissions.submission = received
);
