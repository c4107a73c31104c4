"""What was landed and given, as the tables that SQL reads."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from rapporteur.collect import landing
from rapporteur.collect.land_cycle import collect
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.warehouse import build as warehouse
from tests.support import COMPLETE, CYCLE, reply, tiny_cycle

Rows = list[tuple[object, ...]]


def staged(cycle: Cycle) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    files = collect(cycle)
    warehouse.stage(con, cycle, files, landing.folder(cycle))
    return con


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    cycle = tiny_cycle(tmp_path_factory.mktemp("loading"))
    reply(cycle, "XAA", COMPLETE)
    (cycle.inputs / "submissions" / "XAA again.xlsx").write_bytes(
        (cycle.inputs / "submissions" / "XAA.xlsx").read_bytes()
    )
    reply(cycle, "XAB", {"unit": "A ministry"}, folder="desk-research")
    (cycle.inputs / "submissions" / "none.xlsx").touch()
    with staged(cycle) as opened:
        yield opened


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> Rows:
    return con.execute(sql).fetchall()


def test_the_evidence_of_a_single_question(con: duckdb.DuckDBPyConnection) -> None:
    assert rows(con, "select evidence('s1', 'unit')") == [("s1/unit",)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  Ley N.º 5/2011, de Economía Social ", "ley n º 5 2011 de economia social"),
        ("Loi\n2014—856 | Art. 1", "loi 2014 856 art 1"),
        ("法律（2014）", "法律 2014"),
    ],
)
def test_the_plain_words_of_a_text(con: duckdb.DuckDBPyConnection, text: str, words: str) -> None:
    found = con.execute("select plain_words($text)", {"text": text}).fetchall()
    assert found == [(words,)]


def test_the_same_bytes_are_one_submission(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(con, "select file, basis, respondent, category, language, form_version, channel "
                      "from landing.submissions order by read_at_order")  # fmt: skip
    assert found == [
        ("submissions/XAA again.xlsx", "reply", "XAA", "government", "en", "1", "folder"),
        ("submissions/none.xlsx", "reply", None, None, None, None, "folder"),
        ("desk-research/XAB.xlsx", "desk_research", "XAB", "government", "en", "1", "folder"),
    ]


def test_a_second_name_of_the_same_bytes_is_a_finding(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(con, "select file, code, level, severity, params from landing.findings order by 1")
    assert found == [
        ("submissions/XAA.xlsx", "same_file", 0, "INFO", '{"first":"submissions/XAA again.xlsx"}'),
        ("submissions/none.xlsx", "file_empty", 0, "BLOCKER", "{}"),
    ]


def test_answers_are_long_and_only_the_filled_ones(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        "select question, repeat, row, code, number, obs_status from landing.answers "
        "where question in ('law_year', 'topics') order by all",
    )
    assert found == [
        ("law_year", "laws", 1, None, 2014.0, "A"),
        ("law_year", "laws", 2, None, None, "O"),
        ("topics", None, None, "finance other", None, "A"),
    ]
    assert rows(con, "select count(*) from landing.answers where raw is null") == [(0,)]
    assert rows(con, "select count(*) > 0 from landing.cells where raw is null") == [(True,)]


def test_the_form_is_in_tables(con: duckdb.DuckDBPyConnection) -> None:
    assert rows(con, "select question, repeat, section, type, list_name from landing.questions "
                     "where question in ('staff', 'law_topics') order by position") == [
        ("staff", None, "work", "integer", None),
        ("law_topics", "laws", "frameworks", "select_multiple", "topic"),
    ]  # fmt: skip
    assert rows(con, "select code from landing.choices where list_name = 'topic' "
                     "order by position") == [("finance",), ("education",), ("other",)]  # fmt: skip
    assert rows(con, "from landing.sections order by all") == [
        ("government", "about"),
        ("government", "frameworks"),
        ("government", "work"),
        ("ngo", "about"),
        ("ngo", "work"),
    ]


def test_the_roster_and_the_lists_are_text_in_their_order(con: duckdb.DuckDBPyConnection) -> None:
    assert rows(con, 'select code, m49, "order" from landing.respondents limit 2') == [
        ("XAA", None, 1),
        ("XAB", None, 2),
    ]
    assert rows(con, "select code, label_zh, position from reference.basis") == [
        ("reply", "答复", 1),
        ("desk_research", "案头研究", 2),
    ]


def test_sql_knows_the_cycle(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(con, "select getvariable('cycle_id'), getvariable('adopted_on')::varchar, "
                      "getvariable('year_cut_off')")  # fmt: skip
    assert found == [("tiny", "2023-04-18", 2099)]


def test_a_cycle_without_files_has_empty_tables(tiny: Cycle) -> None:
    with staged(tiny) as con:
        for table in ("landing.submissions", "landing.answers", "landing.findings", "form.laws"):
            assert rows(con, f"select count(*) from {table}") == [(0,)]


def test_a_list_needs_a_usable_name(tiny: Cycle) -> None:
    (tiny.inputs / "reference" / "my list.csv").write_text("code\nx\n", encoding="utf-8")
    with pytest.raises(UserError, match="is named with letters, digits and _"):
        staged(tiny)


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (("2024-05-02T00:00:00+00:00", "2024-05-01T00:00:00+00:00"), "2024-05-01"),
        (("2024-05-01T00:00:00+00:00", "2024-05-02T00:00:00+00:00"), "2024-05-01"),
        (("2024-05-01T00:00:00+00:00", ""), None),
    ],
)
def test_the_same_bytes_came_when_the_first_of_their_names_did(
    tiny: Cycle, times: tuple[str, str], expected: str | None
) -> None:
    """A copy that is put beside a reply makes it neither late nor early."""
    path = reply(tiny, "XAA", COMPLETE, name="a")
    (path.parent / "b.xlsx").write_bytes(path.read_bytes())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()},submissions/{name}.xlsx,{when},mail\n"
        for name, when in zip("ab", times, strict=True)
    ]
    (tiny.inputs / "receipts.csv").write_text(
        "sha256,file,received_at,channel\n" + "".join(lines), "utf-8"
    )
    with staged(tiny) as con:
        found = rows(con, "select file, received_at::date::varchar from landing.submissions")
    assert found == [("submissions/a.xlsx", expected)]


def test_the_days_of_sql_are_those_of_the_secretariat(tmp_path: Path) -> None:
    """Whatever the machine's are."""
    cycle = tiny_cycle(tmp_path, toml=f'time_zone = "Asia/Tokyo"\n{CYCLE}')
    with duckdb.connect() as con:
        con.execute("set TimeZone = 'America/New_York'")
        warehouse.stage(con, cycle, [], landing.folder(cycle))
        found = rows(con, "select (timestamptz '2024-05-01 15:00:00+00')::date::varchar")
    assert found == [("2024-05-02",)]
