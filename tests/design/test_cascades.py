"""Drop-downs that depend on other answers, and the check of what was chosen."""

import duckdb
import pytest

from rapporteur.design.cascades import offered, parents
from rapporteur.design.expressions.conditions import calculations, checked, conditions_sql
from rapporteur.design.form import Form
from tests.design.xlsform.forms import form_of

CHOICES = """
| list_name | name | label | region | district |
| region | north | North | | |
| region | south | South | | |
| district | n1 | First | north | |
| district | n2 | Second | north | |
| district | s1 | Third | south | |
| village | v1 | Hill | north | n1 |
| village | v2 | Lake | south | s1 |
| village | v3 | Shore | south | s1 |
"""


def cascade(village: str = "district = ${district}", kind: str = "select_one") -> Form:
    return form_of(
        f"""
        | type | name | label | choice_filter |
        | select_one region | region | Region | |
        | select_one district | district | District | region=${{region}} |
        | {kind} village | village | Village | {village} |
        """,
        CHOICES,
    )


def test_a_drop_down_depends_on_the_question_before_it() -> None:
    form = cascade()
    district, village = form.questions["district"], form.questions["village"]
    assert [(column, one.name) for column, one in parents(form, district)] == [("region", "region")]
    assert offered(form, district, "en") == {"North": ["First", "Second"], "South": ["Third"]}
    assert offered(form, village, "en") == {"First": ["Hill"], "Third": ["Lake", "Shore"]}
    assert form.notes == ()


def test_a_drop_down_may_depend_on_several_questions() -> None:
    form = cascade("region=${region} and ${district} = district")
    assert offered(form, form.questions["village"], "en") == {
        "North|First": ["Hill"],
        "South|Third": ["Lake", "Shore"],
    }


@pytest.mark.parametrize(
    "village", ["name != ${region}", "selected(${region}, region)", "district = 'n1'"]
)
def test_a_filter_of_another_kind_offers_all_and_is_noted(village: str) -> None:
    form = cascade(village)
    assert not parents(form, form.questions["village"])
    assert offered(form, form.questions["village"], "en") == {}
    where = "demo.md, row 4 of the survey sheet: the drop-down offers all choices"
    assert [note.message.startswith(where) for note in form.notes].count(True) == 1


def test_a_filter_of_several_choices_is_noted() -> None:
    form = cascade(kind="select_multiple")
    assert form.questions["village"].choice_filter is None
    (note,) = form.notes
    assert "row 4 of the survey sheet: the choice_filter has no effect where several" in (
        note.message
    )


@pytest.mark.parametrize("village", ["district = ", "district = ${district} and once(1)"])
def test_a_filter_that_cannot_be_compiled_is_dropped_with_a_note(village: str) -> None:
    form = checked(cascade(village))
    assert form.questions["village"].choice_filter is None
    assert any("the choice_filter of village is not computed" in n.message for n in form.notes)


@pytest.mark.parametrize(
    ("village", "district", "chosen", "allowed"),
    [
        ("district = ${district}", "s1", "v2", True),
        ("district = ${district}", "n1", "v2", False),
        ("district = ${district}", "n1", None, True),
        ("region = ${region} and district = ${district}", "s1", "v3", False),
        ("name != ${district}", "n1", "v1", True),
        ("name != 'v1'", "n1", "v1", False),
    ],
)
def test_a_choice_that_was_not_offered_breaks_the_constraint(
    village: str, district: str, chosen: str | None, allowed: bool
) -> None:
    con = duckdb.connect()
    con.execute("create schema form")
    con.execute(
        "create table form.main as select 's1' as submission, 'north' as region, "
        "?::varchar as district, ?::varchar as village",
        [district, chosen],
    )
    row = con.execute(
        f"select constraint_ok from ({conditions_sql(checked(cascade(village)))}) "
        "where question = 'village'"
    ).fetchone()
    assert row == (allowed,)


NESTED = form_of(
    """
    | type | name | label | calculation | relevant | constraint |
    | begin repeat | house | Houses | | | |
    | integer | rooms | Rooms | | | |
    | calculate | people | | count(${person}) | | |
    | calculate | years | | sum(${age}) | | |
    | begin repeat | person | Persons | | ${rooms} > 1 | |
    | integer | age | Age | | | . > ${rooms} |
    | calculate | of_rooms | | ${age} * ${rooms} | | |
    | end repeat | | | | | |
    | end repeat | | | | | |
    | calculate | everybody | | count(${person}) | | |
    """
)


@pytest.fixture
def houses() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("create schema form")
    con.execute("create table form.main as select unnest(['s1', 's2']) as submission")
    con.execute(
        "create table form.house as select * from (values ('s1', 1, 2), ('s1', 2, 1), ('s2', 1, 5))"
        " as t (submission, row, rooms)"
    )
    con.execute(
        "create table form.person as select * from (values ('s1', 1, 1, 40), ('s1', 2, 2, 9), "
        "('s1', 3, 1, 2), ('s2', 1, 1, 3)) as t (submission, row, house_row, age)"
    )
    return con


def test_a_row_of_a_nested_repeat_knows_its_outer_row(houses: duckdb.DuckDBPyConnection) -> None:
    rows = houses.execute(
        f"select submission, row, relevant, constraint_ok from ({conditions_sql(NESTED)}) "
        "where question = 'age' order by all"
    ).fetchall()
    assert rows == [
        ("s1", 1, True, True), ("s1", 2, False, True), ("s1", 3, True, False),
        ("s2", 1, True, False),
    ]  # fmt: skip


def test_an_outer_row_counts_the_rows_that_belong_to_it(
    houses: duckdb.DuckDBPyConnection,
) -> None:
    columns = ", ".join(f"{sql} as {name}" for name, sql in calculations(NESTED, "house"))
    rows = houses.execute(
        f"select this.submission, this.row, {columns} from form.house as this "
        "inner join form.main as main on main.submission = this.submission order by all"
    ).fetchall()
    assert rows == [("s1", 1, 2, 42), ("s1", 2, 1, 9), ("s2", 1, 1, 3)]
    (total,) = [sql for _, sql in calculations(NESTED, None)]
    assert houses.execute(f"select {total} from form.main as main order by submission").fetchall(
    ) == [(3,), (1,)]  # fmt: skip
