"""The warehouse is made whole or not at all."""

from collections.abc import Iterator

import duckdb
import pytest

from rapporteur.collect.land_cycle import collect
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.warehouse.build import build
from rapporteur.warehouse.reader import opened
from tests.support import COMPLETE, reply


@pytest.fixture(scope="module")
def con(ran: Cycle) -> Iterator[duckdb.DuckDBPyConnection]:
    with opened(ran) as opened_one:
        yield opened_one


def test_it_holds_every_layer(con: duckdb.DuckDBPyConnection) -> None:
    found = {
        row[0]
        for row in con.execute(
            "select table_schema || '.' || table_name from information_schema.tables"
        ).fetchall()
    }
    assert {
        "landing.submissions", "landing.answers", "landing.findings", "landing.usable",
        "reference.basis", "form.main", "form.laws", "staging.laws", "intermediate.laws",
        "marts.laws", "checks.law_without_year",
    } <= found  # fmt: skip


def test_an_answer_with_an_error_is_kept_out_of_the_tables(
    con: duckdb.DuckDBPyConnection,
) -> None:
    found = con.execute(
        "select share, staff, law_budget, law_title from form.main as main "
        "inner join form.laws using (submission) where respondent = 'XAB' and row = 1"
    ).fetchall()
    assert found == [(None, None, None, "Cooperatives Act")]
    landed = con.execute(
        "select raw from landing.answers inner join landing.submissions using (submission) "
        "where respondent = 'XAB' and question = 'share'"
    ).fetchall()
    assert landed == [("much",)]


def test_an_answer_with_a_warning_stays(con: duckdb.DuckDBPyConnection) -> None:
    """`timing` is answered though `progress` says that it does not apply."""
    found = con.execute("select timing from form.main where respondent = 'XAB'").fetchall()
    assert found == [("before",)]


def test_the_marts_rest_on_what_was_accepted(con: duckdb.DuckDBPyConnection) -> None:
    found = con.execute("select respondent, title, year, basis from marts.laws order by all")
    assert found.fetchall() == [
        ("XAA", "=1+1", None, "reply"),
        ("XAA", "Cooperatives Act", 2014, "reply"),
        ("XAB", "=1+1", None, "reply"),
        ("XAB", "Cooperatives Act", None, "reply"),
        ("XBA", "Act", None, "desk_research"),
    ]


def test_the_evidence_of_a_row_leads_to_its_cells(con: duckdb.DuckDBPyConnection) -> None:
    lost = con.execute(
        "select count(*) from marts.laws anti join landing.answers "
        "on evidence = answers.submission || '/' || repeat || '/' || row"
    ).fetchone()
    assert lost == (0,)


def test_without_a_run_there_is_none(tiny: Cycle) -> None:
    with (
        pytest.raises(UserError, match="There are no tables of the cycle “tiny” yet"),
        opened(tiny),
    ):
        pass


def test_a_model_that_fails_is_named_and_the_old_tables_stay(tiny: Cycle) -> None:
    reply(tiny, "XAA", COMPLETE)
    files = collect(tiny)
    build(tiny, files)
    before = tiny.warehouse.read_bytes()
    model = tiny.sql / "marts" / "laws.sql"
    model.write_text("select nothing from intermediate.laws", encoding="utf-8")
    with pytest.raises(UserError, match=r"marts/laws\.sql cannot be run"):
        build(tiny, files)
    assert tiny.warehouse.read_bytes() == before
    assert [path.name for path in tiny.outputs.glob(".warehouse*")] == []


def test_a_cycle_without_replies_has_empty_tables(tiny: Cycle) -> None:
    build(tiny, [])
    with opened(tiny) as con:
        assert con.execute("select count(*) from marts.laws").fetchone() == (0,)
