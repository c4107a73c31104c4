"""What rows rest on, as the warehouse holds it: submissions, and the answers in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from sys import intern
from typing import Any

import duckdb

from rapporteur.errors import UserError
from rapporteur.evidence import Answer, Evidence, Submission

Statuses = Mapping[str, Mapping[str, str]]
"""The status of answers without a value: by evidence identifier of the row of a table, or by
submission where something is asked once, and by question."""


# One line of evidence for each identifier. The answers of a repeat's row stand in one row of
# the sheet, so that their smallest and largest column and row enclose them.
_EVIDENCE = r"""
with

wanted as (
    select distinct unnest($ids) as id
),

answers as (
    select
        submission || '/' || coalesce("repeat" || '/' || "row", question) as id,
        question,
        sheet,
        lpad(regexp_extract(cell, '^[A-Z]+'), 3, ' ') as col,
        regexp_extract(cell, '[0-9]+$')::int as line,
        raw,
        note,
    from landing.answers
),

questions as (
    select question, position from landing.questions
),

final as (
    select
        wanted.id,
        min(answers.sheet) as sheet,
        trim(min(col)) || min(line) as first,
        trim(max(col)) || max(line) as last,
        string_agg(raw, ' | ' order by line, col) as text,
        array_to_string(list_sort(list_distinct(list(note) filter (note <> ''))), ' | ') as note,
        min(questions.position) as position,
        count(answers.id) as cells,
    from wanted
    left join answers on wanted.id = answers.id
    left join questions on answers.question = questions.question
    group by wanted.id
)

select * from final
"""

_SUBMISSIONS = """
select
    submission,
    file,
    basis,
    respondent,
    coalesce(category, ''),
    coalesce(notice, ''),
    coalesce(strftime(received_at::timestamptz at time zone 'UTC', '%Y-%m-%dT%H:%M:%SZ'), ''),
    state,
    coalesce(language, ''),
from landing.submissions
order by basis, respondent, submission
"""

_ANSWERS = """
select
    submission || '/' || coalesce("repeat" || '/' || "row", question) as id,
    question,
    sheet,
    cell,
    raw,
    note,
from landing.answers
where id in (select unnest($ids))
order by regexp_extract(cell, '[0-9]+$')::int, length(cell), cell, question
"""

_STATUSES = """
select
    concat_ws('/', submission, "repeat", "row"),
    question,
    obs_status,
from landing.answers
where obs_status in ('K', 'M', 'O') and question in (select unnest($questions))
"""


_AT_ONCE = 10_000  # rows


def fetched(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    """What a query finds, without all of it a second time in memory."""
    while some := cursor.fetchmany(_AT_ONCE):
        yield from some


def read_submissions(con: duckdb.DuckDBPyConnection) -> dict[str, Submission]:
    """Every readable submission by its id, whatever its state."""
    return {row[0]: Submission(*row) for row in con.execute(_SUBMISSIONS).fetchall()}


def read_evidence(
    con: duckdb.DuckDBPyConnection, ids: Iterable[str], submissions: Mapping[str, Submission]
) -> dict[str, Evidence]:
    """What the identifiers stand for. Raises `UserError` for one that stands for nothing."""
    found: dict[str, Evidence] = {}
    cursor = con.execute(_EVIDENCE, {"ids": sorted(set(ids))})
    for key, sheet, first, last, text, note, position, cells in fetched(cursor):
        submission, _, rest = key.partition("/")
        part, _, row = rest.partition("/")
        if submission not in submissions or (part and not cells):
            raise UserError(f"The evidence “{key}” leads to no answer that was received.")
        found[key] = Evidence(
            id=key,
            submission=submissions[submission],
            part=intern(part),
            row=int(row) if row else None,
            sheet=intern(sheet or ""),
            cells=(first or "") if first == last else f"{first}:{last}",
            text=text or "",
            note=note or "",
            position=position if position is not None else -1,
        )
    return found


def read_answers(con: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> dict[str, list[Answer]]:
    """The answered cells behind each identifier, in the order of the sheet."""
    found: dict[str, list[Answer]] = {}
    cursor = con.execute(_ANSWERS, {"ids": sorted(set(ids))})
    for key, question, sheet, cell, raw, note in cursor.fetchall():
        answer = Answer(question, sheet or "", cell or "", raw or "", note or "")
        found.setdefault(key, []).append(answer)
    return found


def read_statuses(con: duckdb.DuckDBPyConnection, questions: Sequence[str]) -> Statuses:
    """What answers to the questions say in the place of a value."""
    if not questions:
        return {}
    found: dict[str, dict[str, str]] = {}
    cursor = con.execute(_STATUSES, {"questions": questions})
    for key, question, status in cursor.fetchall():
        found.setdefault(key, {})[question] = status
    return found
