"""The form's conditions, evaluated for every submission and row at once."""

import re

import duckdb
import pytest

from rapporteur.design.expressions.conditions import checked, conditions_sql
from rapporteur.design.xlsform import parse_form
from tests.support import FORM

form = parse_form(FORM)

Row = tuple[str, int | None, str]


@pytest.fixture(scope="module")
def conditions() -> dict[Row, tuple[bool, bool, bool]]:
    """relevant, required and constraint_ok by submission, row and question."""
    con = duckdb.connect()
    con.execute("create schema form")
    con.execute("create macro received_on(submission_id) as date '2024-05-01'")
    con.execute(
        """
        create table form.main as
        select
            submission, submission as respondent, respondent_category, null as unit,
            'no address' as email, null::date as completed_on, progress, null as timing,
            'other' as topics, share, 7::bigint as staff, null as remarks
        from (values ('s1', 'government', 'in_place', 12.5), ('s2', 'ngo', 'none', 101))
            as t (submission, respondent_category, progress, share)
        """
    )
    con.execute(
        """
        create table form.laws as
        select
            submission, row, 'A law' as law_title, 'in_force' as law_status, law_year,
            null::date as law_on, null as law_topics, 1.0 as law_budget
        from (values ('s1', 1, 2014::bigint), ('s1', 3, 20::bigint), ('s2', 1, null))
            as t (submission, row, law_year)
        """
    )
    rows = con.execute(
        "select submission, row, question, relevant, required, constraint_ok "
        f"from ({conditions_sql(form)})"
    ).fetchall()
    return {(s, row, q): (relevant, required, ok) for s, row, q, relevant, required, ok in rows}


def test_every_question_of_every_row_is_judged(
    conditions: dict[Row, tuple[bool, bool, bool]],
) -> None:
    singles = {(s, None, q.name) for s in ("s1", "s2") for q in form.singles}
    rows = {
        (s, row, q.name)
        for s, row in (("s1", 1), ("s1", 3), ("s2", 1))
        for q in form.repeats["laws"].questions
    }
    assert set(conditions) == singles | rows


@pytest.mark.parametrize(
    ("row", "relevant", "required", "constraint_ok"),
    [
        (("s1", None, "unit"), True, True, True),
        (("s1", None, "email"), True, False, False),
        (("s1", None, "timing"), True, False, True),
        (("s2", None, "timing"), False, False, True),
        (("s1", None, "share"), True, False, True),
        (("s2", None, "share"), True, False, False),
        (("s1", 1, "law_year"), True, False, True),
        (("s1", 3, "law_year"), True, False, False),
        (("s1", 1, "law_title"), True, True, True),
        (("s2", 1, "law_title"), False, True, True),  # its section is not for organizations
        (("s2", None, "remarks"), False, False, True),
    ],
)
def test_conditions(
    conditions: dict[Row, tuple[bool, bool, bool]],
    row: Row,
    relevant: bool,
    required: bool,
    constraint_ok: bool,
) -> None:
    assert conditions[row] == (relevant, required, constraint_ok)


def test_a_bad_expression_is_found_without_any_answer() -> None:
    bad = parse_form(FORM.replace(". >= 1800 and . <= 2100", ". >= since()"))
    (note,) = checked(bad).notes
    assert "since() is not supported" in note.message
    assert checked(bad).questions["law_year"].constraint is None
    assert (checked(form).sections, checked(form).notes) == (form.sections, form.notes)


@pytest.mark.parametrize(
    ("old", "new", "row", "message"),
    [
        (
            "${progress} = 'in_place'",
            "${progress} == 'a'",
            11,
            "the relevant of timing is not computed and not checked: .* at “= 'a'”",
        ),
        (
            ". >= 0 and . <= 100",
            "pulldata('a') > .",
            13,
            r"the constraint of share is not .* pulldata\(\)",
        ),
        ("= 'government'", "= once(1)", 16, r"the relevant of frameworks is not .* once\(\)"),
    ],
)
def test_a_note_names_the_row_and_the_function(old: str, new: str, row: int, message: str) -> None:
    bad = parse_form(FORM.replace(old, new), name="tiny.md")
    (note,) = checked(bad).notes
    assert re.match(rf"tiny\.md, row {row} of the survey sheet: {message}", note.message)
