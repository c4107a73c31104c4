-- The answers to questions asked once that stand in another file than the carrier's.
select
    submission as carrier,
    question as asked,
    origin,
from landing.united
where repeat is null and origin <> submission
