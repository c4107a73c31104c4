"""The answers as tables of the form: one row a submission, and a table a repeat."""

from datetime import date

import duckdb
import pytest

from rapporteur.design.xlsform import parse_form
from rapporteur.process.form_tables import shape
from tests.support import FORM

form = parse_form(FORM)

ANSWERS = """
create table answers as
select *, submission as origin from (values
    ('s1', 'unit', null, null, 'A ministry', null, null, null, null),
    ('s1', 'staff', null, null, null, 7.0, null, null, null),
    ('s1', 'topics', null, null, null, null, null, 'finance other', null),
    ('s1', 'respondent', null, null, 'somebody else', null, null, null, null),
    ('s1', 'law_title', 'laws', 1, 'Act', null, null, null, 'para. 7'),
    ('s1', 'law_on', 'laws', 1, null, null, date '2014-07-31', null, 'para. 7'),
    ('s1', 'law_title', 'laws', 4, 'Bill', null, null, null, null),
    ('s1', 'law_year', 'laws', 4, null, 1e30, null, null, null),
    ('s2', 'share', null, null, null, 12.5, null, null, null)
) as t (submission, question, repeat, row, text, number, date, code, note)
"""


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("create schema landing")
    con.execute(
        "create table landing.submissions as select * from (values ('s1', 'XAA', 'government'), "
        "('s1', 'XAA', 'government'), ('s2', 'CIVIL-A', 'ngo'), ('s3', null, null)) "
        "as t (submission, respondent, category)"
    )
    con.execute(ANSWERS)
    shape(con, form, "answers")
    return con


def test_main_has_a_row_a_submission_and_a_typed_column_a_question(
    con: duckdb.DuckDBPyConnection,
) -> None:
    types = {name: kind for name, kind, *_ in con.execute("describe form.main").fetchall()}
    assert set(types) == {"submission", *(question.name for question in form.singles)}
    assert (types["unit"], types["staff"], types["share"], types["completed_on"]) == (
        "VARCHAR",
        "BIGINT",
        "DOUBLE",
        "DATE",
    )
    found = con.execute(
        "select submission, respondent, respondent_category, unit, staff, topics, share "
        "from form.main order by all"
    ).fetchall()
    assert found == [
        ("s1", "XAA", "government", "A ministry", 7, "finance other", None),
        ("s2", "CIVIL-A", "ngo", None, None, None, 12.5),
        ("s3", None, None, None, None, None, None),
    ]


def test_a_repeat_has_a_table_with_evidence_and_note(con: duckdb.DuckDBPyConnection) -> None:
    found = con.execute(
        "select row, evidence, note, law_title, law_on, law_year from form.laws order by row"
    ).fetchall()
    assert found == [
        (1, "s1/laws/1", "para. 7", "Act", date(2014, 7, 31), None),
        (4, "s1/laws/4", None, "Bill", None, None),  # a year that is no whole number of 64 bits
    ]


def test_it_can_be_made_anew_from_fewer_answers(con: duckdb.DuckDBPyConnection) -> None:
    shape(con, form, "(select * from answers where row is null)")
    assert con.execute("select count(*) from form.laws").fetchone() == (0,)
    assert con.execute("select count(*) from form.main").fetchone() == (3,)
    shape(con, form, "answers")


def test_a_row_has_all_that_is_noted_of_it_in_whatever_order_it_lies() -> None:
    """A decision is about one answer of a row, and the note of that one alone tells of it."""
    found = []
    for order in ("note", "note desc nulls last"):
        con = duckdb.connect()
        con.execute("create schema landing")
        con.execute(
            "create table landing.submissions as "
            "select 's1' as submission, 'XAA' as respondent, 'government' as category"
        )
        con.execute(
            "create table answers as select 's1' as submission, 's1' as origin, * "
            "from (values ('law_title', 'Act', 'para. 7'), ('law_status', 'x', 'para. 7 Waived.'), "
            "('law_topics', 'y', 'para. 7'), ('law_year', '', null)) as t (question, text, note), "
            "(select 'laws' as repeat, 1 as row, null::double as number, null::date as date, "
            f"null as code) order by {order}"
        )
        shape(con, form, "answers")
        found += con.execute("select note from form.laws").fetchall()
    assert found == [("para. 7 | para. 7 Waived.",)] * 2
