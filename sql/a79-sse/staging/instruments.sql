-- Instruments and plans of international and regional bodies (paras. 14-16).
select
    submission,
    row,
    instrument_title as title,
    instrument_body as body,
    instrument_kind as kind,
    instrument_description as description,
    instrument_level as level,
    instrument_year as year,
    instrument_status as status,
    instrument_timing as timing,
    evidence,
    note,
from form.instruments
