"""Calculations: columns of the form's tables, and terms of other expressions."""

from collections.abc import Iterator

import duckdb
import pytest

from rapporteur.design.expressions.conditions import checked, conditions_sql
from rapporteur.design.xlsform import parse_form
from rapporteur.process.form_tables import shape

FORM = """
| survey |
| | type | name | label | calculation | constraint | relevant |
| | begin group | people | Staff | | | |
| | integer | women | Women | | | |
| | integer | men | Men | | ${staff} < 100 | |
| | calculate | staff | | ${women} + ${men} | | |
| | calculate | share | | ${women} * 100 div ${staff} | | |
| | calculate | size | | if(${staff} > 10, 'large', 'small') | | |
| | text | remarks | Remarks | | | ${size} = 'large' |
| | begin repeat | loans | Loans | | | |
| | decimal | amount | Amount | | | |
| | decimal | rate | Rate | | | |
| | calculate | usd | | ${amount} * ${rate} | | |
| | calculate | each | | ${usd} div ${staff} | | |
| | end repeat | | | | | |
| | calculate | total | | sum(${usd}) | | |
| | calculate | average | | ${total} div count(${loans}) | | |
| | end group | | | | | |
"""

ANSWERS = """
create table answers as
select *, submission as origin, null as text, null::date as date, null as code, null as note
from (values
    ('s1', 'women', null, null, 9.0),
    ('s1', 'men', null, null, 3.0),
    ('s1', 'amount', 'loans', 1, 24.0),
    ('s1', 'rate', 'loans', 1, 0.5),
    ('s1', 'amount', 'loans', 2, 4.0),
    ('s1', 'rate', 'loans', 2, 6.0),
    ('s1', 'amount', 'loans', 3, 1.0),
    ('s2', 'women', null, null, 1.0),
    ('s2', 'men', null, null, 0.0)
) as t (submission, question, repeat, row, number)
"""


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute("create schema landing")
        con.execute(
            "create table landing.submissions as "
            "select unnest(['s1', 's2', 's3']) as submission, null as respondent, null as category"
        )
        con.execute(ANSWERS)
        shape(con, parse_form(FORM), "answers")
        shape(con, parse_form(FORM), "answers")  # as after validation
        yield con


def test_outside_repeats(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "select submission, staff, share, size, total, average from form.main order by all"
    ).fetchall()
    assert rows == [
        ("s1", 12.0, 75.0, "large", 36.0, 12.0),
        ("s2", 1.0, 100.0, "small", 0.0, None),
        ("s3", None, None, "small", 0.0, None),
    ]


def test_in_a_repeat(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute("select row, usd, each from form.loans order by row").fetchall()
    assert rows == [(1, 12.0, 1.0), (2, 24.0, 2.0), (3, None, None)]


def test_other_expressions_can_refer_to_them(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "select submission, relevant from "
        f"({conditions_sql(parse_form(FORM))}) where question = 'remarks' order by all"
    ).fetchall()
    assert rows == [("s1", True), ("s2", False), ("s3", False)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "${women} + ${men}",
            "${share} + 1",
            "row 5 of the survey sheet: the calculation of staff is not computed and not checked: "
            "“${share} + 1”: "
            "“${women} * 100 div ${staff}”: staff depends on itself: staff → share → staff",
        ),
        (
            "${women} + ${men}",
            "${women} +",
            "the calculation of staff is not computed and not checked: “${women} +” cannot be",
        ),
        ("${amount} * ${rate}", "median(${amount})", "The function median() is not supported"),
    ],
)
def test_an_unusable_calculation_is_a_note_with_its_row(old: str, new: str, message: str) -> None:
    form = checked(parse_form(FORM.replace(old, new), name="tiny.md"))
    messages = [note.message for note in form.notes]
    assert any(message in note for note in messages)
    assert all(note.startswith("tiny.md, row ") for note in messages)
    assert len(form.calculations) < len(parse_form(FORM).calculations)
    assert checked(form).notes == form.notes  # nothing that is left refers to it
