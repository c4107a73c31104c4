"""All submissions are judged in one batch; what fails becomes a finding."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from rapporteur.collect.receipts import received
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.process.validate import params_of
from tests.support import COMPLETE, CYCLE, SQL, cell, edited, judged, reply, rewrite, tiny_cycle

Row = tuple[object, ...]

FIRST = "2024-04-01T00:00:00+00:00"
LATER = "2024-05-01T00:00:00+00:00"


def register(cycle: Cycle, times: dict[str, str]) -> None:
    """Say when files came; those not named have an unknown date."""
    files = received(cycle)
    rewrite(
        cycle.inputs / "receipts.csv",
        "sha256,file,received_at,channel\n"
        + "".join(f"{f.sha256},{f.file},{times.get(f.path.stem, '')},folder\n" for f in files),
    )


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    cycle = tiny_cycle(tmp_path_factory.mktemp("validation"))
    # The one that came later stands, though it was completed earlier.
    reply(cycle, "XBA", {**COMPLETE, "completed_on": "2024-03-01"}, name="a-later")
    reply(cycle, "XBA", {**COMPLETE, "completed_on": "2024-03-31"}, name="b-first")
    # Without a date of receipt, the one that was completed later.
    reply(cycle, "XBB", {**COMPLETE, "completed_on": "2024-03-31"}, name="a-completed-later")
    reply(cycle, "XBB", {**COMPLETE, "completed_on": "2024-03-01"}, name="b-completed-first")
    # A file that cannot be used supersedes none.
    reply(cycle, "XBC", COMPLETE, name="usable")
    reply(cycle, "XBC", {}, name="unfilled")
    # A reply and desk research on the same State both stand.
    reply(cycle, "XBD", COMPLETE, name="replied")
    reply(cycle, "XBD", {"laws": [{"law_year": "2014"}]}, name="found", folder="desk-research")
    # Missing-value codes answer anything.
    codes = {name: "m" for name in COMPLETE if isinstance(COMPLETE[name], str)}
    reply(cycle, "XBE", {**codes, "progress": "in_place"}, name="codes")
    with edited(reply(cycle, "XBF", {**COMPLETE, "staff": "n"}, name="nil")) as workbook:
        cell(workbook, "completed_on").value = "ｎ"
        cell(workbook, "law_title", 2).value = None
        cell(workbook, "law_status", 2).value = "Proposed"
    register(
        cycle,
        {"a-later": LATER, "b-first": FIRST, "usable": FIRST, "unfilled": LATER},
    )
    return judged(cycle)


def findings(con: duckdb.DuckDBPyConnection, stem: str) -> Sequence[Row]:
    return con.execute(
        "select code, question, row from landing.findings where file like '%/' || ? || '.xlsx' "
        "order by all",
        [stem],
    ).fetchall()


@pytest.mark.parametrize(
    ("stem", "state"),
    [
        ("a-later", "accepted"),
        ("b-first", "superseded"),
        ("a-completed-later", "accepted"),
        ("b-completed-first", "superseded"),
        ("usable", "accepted"),
        ("unfilled", "blocked"),
        ("replied", "accepted"),
        ("found", "accepted"),
        ("codes", "accepted"),
        ("nil", "accepted"),
    ],
)
def test_the_latest_usable_file_of_a_respondent_stands(
    con: duckdb.DuckDBPyConnection, stem: str, state: str
) -> None:
    found = con.execute(
        "select state from landing.submissions where file like '%/' || ? || '.xlsx'", [stem]
    )
    assert found.fetchall() == [(state,)]


def test_what_is_superseded_says_by_which(con: duckdb.DuckDBPyConnection) -> None:
    (params,) = con.execute(
        "select params from landing.findings where file like '%b-first%'"
    ).fetchall()[0]
    assert params_of(params)["stands"] == "submissions/a-later.xlsx"


def test_what_takes_the_place_of_another_says_how_they_differ(
    con: duckdb.DuckDBPyConnection,
) -> None:
    assert findings(con, "a-later") == [("reply_replaced", None, None)]
    (params,) = con.execute(
        "select params from landing.findings where file like '%a-later%'"
    ).fetchall()[0]
    assert params_of(params) == {
        "replaced": "submissions/b-first.xlsx",
        "answers": "1",
        "rows": "0",
    }


@pytest.mark.parametrize("stem", ["usable", "replied", "found"])
def test_nothing_is_wrong(con: duckdb.DuckDBPyConnection, stem: str) -> None:
    """Desk research need not be complete."""
    assert findings(con, stem) == []


def test_codes_answer_what_is_required(con: duckdb.DuckDBPyConnection) -> None:
    """In a free text that is not required, it is said that they were read as codes."""
    texts = ("email", "remarks")
    assert findings(con, "codes") == [("read_as_code", name, None) for name in texts]


def test_nil_is_a_number_and_a_row_needs_what_is_required(
    con: duckdb.DuckDBPyConnection,
) -> None:
    assert findings(con, "nil") == [
        ("constraint_broken", "completed_on", None),  # no day is nil
        ("required_missing", "law_title", 2),
    ]


def test_a_check_without_the_columns_of_a_finding_is_refused(tiny: Cycle) -> None:
    path = tiny.sql / "checks" / "law_without_year.sql"
    path.write_text("select submission from landing.submissions", encoding="utf-8")
    with pytest.raises(UserError, match=r"law_without_year\.sql cannot be run"):
        judged(tiny)
    path.write_text("select * from no.such_table", encoding="utf-8")
    with pytest.raises(UserError, match=r"law_without_year\.sql cannot be run"):
        judged(tiny)


def test_a_cycle_may_have_no_checks(tiny: Cycle) -> None:
    shutil.rmtree(tiny.sql / "checks")
    reply(tiny, "XAA", COMPLETE)
    assert judged(tiny).execute("from landing.findings").fetchall() == []
    assert "checks/law_without_year.sql" in SQL


def test_parameters_without_a_value_are_left_out() -> None:
    assert params_of(None) == {}
    assert params_of('{"a": 1, "b": null, "c": "x"}') == {"a": "1", "c": "x"}


def test_today_is_the_day_of_receipt_where_it_is_latest(tmp_path: Path) -> None:
    """What was in the future when it came is so for ever; the clock of a run decides nothing."""
    cycle = tiny_cycle(tmp_path, toml=CYCLE.replace("2099-12-31", "2024-06-28"))
    times = {
        "before": "2024-05-01T09:59:00+00:00",  # one minute before midnight at the date line
        "at-midnight": "2024-05-01T10:00:00+00:00",
    }
    for code, name in zip(("XBA", "XBB"), times, strict=True):
        reply(cycle, code, {**COMPLETE, "completed_on": "2024-05-02"}, name=name)
    for code, day in (("XBC", "2024-06-28"), ("XBD", "2024-06-29")):  # nobody knows when it came
        reply(cycle, code, {**COMPLETE, "completed_on": day}, name=day)
    register(cycle, times)
    with judged(cycle) as con:
        found = con.execute(
            "select file from landing.findings where code = 'constraint_broken' order by all"
        ).fetchall()
    assert found == [("submissions/2024-06-29.xlsx",), ("submissions/before.xlsx",)]
