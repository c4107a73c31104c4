"""What the secretariat decides, on small real workbooks: states, notes, corrections, versions."""

import csv
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pytest

from rapporteur.collect import landing
from rapporteur.collect.land_cycle import collect
from rapporteur.collect.receipts import received
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.evaluate.decide import decide
from rapporteur.kernel.errors import UserError
from rapporteur.pipeline import run
from rapporteur.process.decisions import COLUMNS, append, path, read_decisions
from rapporteur.process.validate import validate
from rapporteur.warehouse import build as warehouse
from rapporteur.warehouse.status import status
from rapporteur.warehouse.worded_findings import reported
from tests.support import COMPLETE, CYCLE, FORM, Given, cell, edited, reply, rewrite, tiny_cycle

UNITS = FORM.replace("| text | unit |", "| text | reporting_unit |")
IN_TIME = CYCLE.replace("cut_off = 2099-12-31", 'cut_off = 2024-06-28\ntime_zone = "Asia/Tokyo"')
MERGE = 'resubmission = "merge"\n' + CYCLE


def given(**changes: str | None) -> Given:
    """The complete reply, with changes; None leaves a question out."""
    answers = {**COMPLETE, **changes}
    return {name: value for name, value in answers.items() if value is not None}


def of_unit(unit: str, **changes: str | None) -> Given:
    """The same of a government's ministry."""
    return given(unit=None, reporting_unit=unit, **changes)


def name_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def register(cycle: Cycle, times: Mapping[str, str]) -> None:
    """Say when files came, by their stems."""
    files = received(cycle)
    rewrite(
        cycle.inputs / "receipts.csv",
        "sha256,file,received_at,channel\n"
        + "".join(f"{f.sha256},{f.file},{times.get(f.path.stem, '')},folder\n" for f in files),
    )


def decided(cycle: Cycle, submission: str, decision: str, **more: str) -> None:
    append(
        cycle,
        {
            "who": "ana",
            "when": "2024-06-01T10:00:00+00:00",
            "reason": "as agreed",
            "submission": submission,
            "decision": decision,
            **more,
        },
    )


def built(cycle: Cycle) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    warehouse.stage(con, cycle, collect(cycle), landing.folder(cycle))
    validate(con, cycle)
    warehouse.derive(con, cycle)
    return con


def states(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    rows = con.execute("select file, state from landing.submissions").fetchall()
    return {Path(file).stem: state for file, state in rows}


def codes(con: duckdb.DuckDBPyConnection, stem: str) -> set[tuple[str, str | None]]:
    return {
        (code, question)
        for code, question in con.execute(
            "select code, question from landing.findings where file like '%/' || ? || '.xlsx'",
            [stem],
        ).fetchall()
    }


def main(con: duckdb.DuckDBPyConnection, columns: str) -> Sequence[tuple[object, ...]]:
    return con.execute(
        f"select {columns} from form.main inner join landing.submissions using (submission) "
        "where state = 'accepted' order by all"
    ).fetchall()


def test_what_comes_after_the_cut_off_waits_for_its_admission(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path, toml=IN_TIME)
    reply(cycle, "XAA", given(staff="1"), name="in-time")
    late = reply(cycle, "XAA", given(staff="2"), name="late")
    reply(cycle, "XAB", COMPLETE, name="last-minute")
    register(
        cycle,
        {
            "in-time": "2024-06-01T00:00:00+00:00",
            "last-minute": "2024-06-28T14:59:00+00:00",  # one minute before midnight in Tokyo
            "late": "2024-06-28T15:00:00+00:00",
        },
    )
    con = built(cycle)
    assert states(con) == {"in-time": "accepted", "late": "late", "last-minute": "accepted"}
    assert codes(con, "late") == {("received_after_cut_off", None)}
    (message,) = [one.message for one in reported(con, cycle, "en") if "late" in one.file]
    assert "2024" in message

    decided(cycle, name_of(late), "admit")
    con = built(cycle)
    assert states(con) == {"in-time": "superseded", "late": "accepted", "last-minute": "accepted"}
    assert codes(con, "late") == {
        ("received_after_cut_off", None), ("reply_replaced", None),
    }  # the first is listed, and waived  # fmt: skip
    assert con.execute(
        "select waived_by from landing.findings where code = 'received_after_cut_off'"
    ).fetchall() == [("Decision of 2024-06-01, ana: as agreed",)]
    assert main(con, "staff") == [(2,), (7,)]
    notes = con.execute(
        "select distinct note from form.laws where submission = ?", [name_of(late)]
    ).fetchall()
    assert notes == [("Admitted by decision of 2024-06-01 (reason: as agreed).",)]


def test_a_register_begun_after_the_cut_off_knows_no_times(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path, toml=IN_TIME)
    reply(cycle, "XAA", COMPLETE)
    assert [one.received_at for one in received(cycle)] == [None]
    reply(cycle, "XAB", COMPLETE)
    assert [one.received_at is None for one in received(cycle)] == [True, False]


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """One cycle with a decision of every kind that needs no other file."""
    cycle = tiny_cycle(tmp_path_factory.mktemp("settled"))
    refused = name_of(reply(cycle, "XBA", COMPLETE, name="refused"))
    again = name_of(reply(cycle, "XBB", COMPLETE, name="readmitted"))
    withdrawn = name_of(reply(cycle, "XBC", COMPLETE, name="withdrawn"))
    moved = name_of(reply(cycle, "XBD", COMPLETE, name="assigned"))
    # The e-mail breaks its constraint, the share too, and a required answer is missing.
    wrong = name_of(
        reply(cycle, "XBE", given(email="nobody", share="250", progress=None), name="mended")
    )
    earlier = name_of(reply(cycle, "XBF", given(staff="1"), name="stands"))
    reply(cycle, "XBF", given(staff="2"), name="younger")
    reply(cycle, "XBG", given(share="250"), name="wrong")
    register(cycle, {"stands": "2024-04-01T00:00:00+00:00", "younger": "2024-05-01T00:00:00+00:00"})
    decided(cycle, refused, "refuse")
    decided(cycle, again, "refuse")
    decided(cycle, again, "admit")
    decided(cycle, withdrawn, "withdraw", reason="Sent by mistake")
    decided(cycle, moved, "assign", value="xbz")
    decided(cycle, wrong, "waive", finding="constraint_broken", question="email")
    decided(cycle, wrong, "correct", question="share", value="25.0", source="Gazette 7")
    decided(cycle, wrong, "correct", question="progress", value="none", source="Letter")
    decided(
        cycle, wrong, "correct", question="law_topics", row="1", value="finance other",
        source="Letter",
    )  # fmt: skip
    decided(cycle, earlier, "stand")
    return built(cycle)


def test_the_state_follows_from_the_decisions(settled: duckdb.DuckDBPyConnection) -> None:
    assert states(settled) == {
        "refused": "refused",
        "readmitted": "accepted",
        "withdrawn": "withdrawn",
        "assigned": "accepted",
        "mended": "accepted",
        "stands": "accepted",
        "younger": "superseded",
        "wrong": "accepted",
    }
    assert codes(settled, "refused") == {("refused", None)}
    assert codes(settled, "readmitted") == set()
    assert codes(settled, "withdrawn") == {("withdrawn", None)}
    assert codes(settled, "younger") == {("superseded", None)}
    assert settled.execute(
        "select file from landing.submissions where correction_requested"
    ).fetchall() == [("submissions/wrong.xlsx",)]


def test_another_respondent_is_assigned(settled: duckdb.DuckDBPyConnection) -> None:
    rows = settled.execute(
        "select respondent, note from landing.submissions inner join form.laws using (submission) "
        "where file like '%assigned%' and row = 1"
    ).fetchall()
    assert rows == [("XBZ", "Assigned to XBZ by decision of 2024-06-01 (reason: as agreed).")]


def test_a_waived_finding_is_listed_and_keeps_nothing_out(
    settled: duckdb.DuckDBPyConnection,
) -> None:
    assert ("constraint_broken", "email") in codes(settled, "mended")
    assert settled.execute(
        "select email, share, progress from form.main "
        "inner join landing.submissions using (submission) where file like '%mended%'"
    ).fetchall() == [("nobody", 25.0, "none")]


def test_a_correction_tells_what_it_replaces(settled: duckdb.DuckDBPyConnection) -> None:
    notes = dict(
        settled.execute(
            "select question, note from landing.cells "
            "inner join landing.submissions using (submission) "
            "where file like '%mended%' and (note is not null)  and coalesce(row, 1) = 1"
        ).fetchall()
    )
    assert notes["share"] == (
        "Corrected by decision of 2024-06-01 (reason: as agreed; source: Gazette 7); was “250”."
    )
    assert notes["progress"].endswith("was “”.")
    assert notes["law_title"] == notes["law_topics"]
    assert notes["law_title"].startswith("law_topics corrected by decision")
    assert settled.execute(
        "select law_topics, note from form.laws inner join landing.submissions using (submission) "
        "where file like '%mended%' and row = 1"
    ).fetchall() == [("finance other", notes["law_title"])]


def partial(cycle: Cycle) -> tuple[Path, Path]:
    """A whole reply of XAA, and a later one that answers less."""
    first = reply(cycle, "XAA", COMPLETE, name="first")
    second = reply(cycle, "XAA", {"unit": "Ministry of Work", "staff": "9"}, name="second")
    register(cycle, {"first": "2024-04-01T00:00:00+00:00", "second": "2024-05-01T00:00:00+00:00"})
    return first, second


def test_a_partial_file_replaces_with_a_finding(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path)
    partial(cycle)
    con = built(cycle)
    assert ("partial_dropped", None) in codes(con, "second")
    assert main(con, "staff, share") == [(9, None)]
    assert con.execute("from marts.laws").fetchall() == []
    (said,) = [r.message for r in reported(con, cycle, "en") if r.code == "partial_dropped"]
    assert "Share (per cent)" in said
    assert "Laws" in said


def test_a_partial_file_is_merged_where_the_cycle_says_so(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path, toml=MERGE)
    first, second = partial(cycle)
    con = built(cycle)
    assert states(con) == {"first": "superseded", "second": "accepted"}
    assert ("partial_kept", None) in codes(con, "second")
    assert main(con, "staff, share, submission") == [(9, 12.5, name_of(second))]
    evidence = con.execute("select evidence from marts.laws order by all").fetchall()
    assert evidence == [(f"{name_of(first)}/laws/1",), (f"{name_of(first)}/laws/2",)]
    assert con.execute(
        "select evidence(submission, 'staff'), evidence(submission, 'share') from form.main "
        "where submission = ?",
        [name_of(second)],
    ).fetchall() == [(f"{name_of(second)}/staff", f"{name_of(first)}/share")]
    # A third that is partial too keeps what the two before it said.
    reply(cycle, "XAA", {"unit": "Ministry of Work", "share": "m", "laws": []}, name="third")
    con = built(cycle)
    assert main(con, "staff, share, email") == [(9, None, "unit@example.org")]


def test_two_ministries_are_united_and_their_conflicts_settled(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path, form=UNITS)
    work = reply(cycle, "XAA", of_unit("Ministry of Work", staff="5", share="m"), name="work")
    common = COMPLETE["laws"][0]
    assert isinstance(common, Mapping)
    laws = [common, {"law_title": "Taxes Act", "law_year": "2020"}]
    trade = reply(
        cycle, "XAA", {**of_unit("Ministry of Trade", staff="6", email="b@c.org"), "laws": laws},
        name="trade",
    )  # fmt: skip
    con = built(cycle)
    assert states(con) == {"work": "accepted", "trade": "accepted"}
    assert codes(con, "work") == codes(con, "trade") == {("answers_conflict", "staff")}
    # Who answers may differ; a value is better than a missing-value code; equal rows are one.
    assert [row for row in main(con, "staff, share, progress") if row[2]] == [
        (None, 12.5, "in_place")
    ]
    titles = con.execute("select title from marts.laws order by all").fetchall()
    assert titles == [("=1+1",), ("Cooperatives Act",), ("Taxes Act",)]
    evidence = con.execute("select evidence from marts.laws where title = 'Taxes Act'").fetchall()
    assert evidence == [(f"{name_of(trade)}/laws/2",)]

    decided(cycle, name_of(work), "stand", question="staff")
    con = built(cycle)
    assert codes(con, "work") == set()
    assert [row for row in main(con, "staff, progress") if row[1]] == [(5, "in_place")]
    decided(cycle, name_of(trade), "correct", question="staff", value="11", source="Call")
    con = built(cycle)
    assert codes(con, "trade") == set()
    assert [row for row in main(con, "staff, progress") if row[1]] == [(11, "in_place")]

    # A second file of one ministry takes the place of its own first one.
    reply(cycle, "XAA", of_unit(" ministry  of WORK", staff="4"), name="work-again")
    con = built(cycle)
    assert states(con) == {"work": "superseded", "trade": "accepted", "work-again": "accepted"}


def test_decide_writes_what_fits_the_last_run(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path)
    file = reply(cycle, "XAA", given(share="250"))
    about = dict.fromkeys(COLUMNS, "") | {"who": "ana", "submission": "xaa", "reason": "Asked"}
    with pytest.raises(UserError, match="Run `rapporteur run tiny` first"):
        decide(cycle, {**about, "decision": "refuse"})
    run(cycle)
    assert [one.state for one in status(cycle).submissions] == ["correction requested"]
    for wrong, message in (
        ({"decision": "refuse", "submission": "0123456789ab"}, "is no submission"),
        ({"decision": "waive", "finding": "not_a_date"}, "has no finding “not_a_date”"),
        ({"decision": "waive", "finding": "unknown_respondent"}, "has no finding"),
        ({"decision": "admit"}, "only a file that is unverified, late"),
        ({"decision": "assign", "value": "ZZZ"}, "“ZZZ” is not on the roster"),
        ({"decision": "correct", "question": "law_year", "row": "9", "value": "2020",
          "source": "x"}, "has no cell of “law_year” in row 9"),
        ({"decision": "correct", "question": "share", "value": "much", "source": "x"},
         "“much” is no answer to share"),
        ({"decision": "correct", "question": "share", "value": "2"}, "needs a source"),
        ({"decision": "refuse", "value": "2"}, "has no value"),
        ({"decision": "forgive"}, "is no decision"),
        ({"decision": "refuse", "reason": ""}, "needs a reason"),
    ):  # fmt: skip
        with pytest.raises(UserError, match=message):
            decide(cycle, {**about, **wrong})
    assert not path(cycle).exists()
    taken = decide(cycle, {**about, "decision": "waive", "finding": "constraint_broken"})
    assert (taken.submission, taken.line) == (name_of(file), 2)
    assert read_decisions(cycle) == [taken]
    run(cycle)
    (state,) = status(cycle).submissions
    assert (state.state, sum(state.findings.values())) == ("accepted", 0)
    with (cycle.outputs / "tables" / "csv" / "laws.csv").open(encoding="utf-8-sig") as stream:
        assert len(list(csv.DictReader(stream))) == 2


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("ana,2024-06-01,xyz,refuse,,,,,,No", "line 3: “xyz” is no submission"),
        ("ana,soon,0123456789ab,refuse,,,,,,No", "line 3: “soon” is no time"),
        ("ana,2024-06-01,0123456789ab,stand,,law_year,,,,No", "line 3: law_year is in a table"),
        ("ana,2024-06-01,0123456789ab,correct,,nothing,,1,x,No", "line 3: “nothing” is not"),
        ("ana,2024-06-01,0123456789ab,correct,,law_year,,1,x,No", "line 3: law_year is in the"),
        ("ana,2024-06-01,0123456789ab,correct,,respondent,,1,x,No", "line 3: respondent is"),
        ("ana,2024-06-01,0123456789ab,waive,file_damaged,,,,,No", "line 3: .* cannot be waived"),
        ("ana,2024-06-01,0123456789ab,waive,same_file,,2,,,No", "line 3: A row is of"),
        ("ana,2024-06-01,0123456789ab,waive,same_file,staff,x,,,No", "line 3: “x” is no row"),
    ],
)
def test_an_unusable_line_is_named(tiny: Cycle, line: str, message: str) -> None:
    ok = "ana,2024-06-01,0123456789ab,refuse,,,,,,No"
    path(tiny).write_text("\n".join([",".join(COLUMNS), ok, line]), encoding="utf-8")
    with pytest.raises(UserError, match=message):
        read_decisions(tiny)


def test_the_file_needs_its_columns_and_an_open_last_line_is_closed(tiny: Cycle) -> None:
    path(tiny).write_text("who,when\n", encoding="utf-8")
    with pytest.raises(UserError, match="lacks the columns submission"):
        read_decisions(tiny)
    path(tiny).write_text(
        ",".join(COLUMNS) + "\nana,2024-06-01,0123456789ab,refuse,,,,,,No", encoding="utf-8"
    )
    decided(tiny, "0123456789ab", "withdraw")
    assert [one.decision for one in read_decisions(tiny)] == ["refuse", "withdraw"]


def test_a_decision_must_fit_its_file(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path)
    file = reply(cycle, "XAA", COMPLETE)
    decided(cycle, "0123456789ab", "refuse")
    told: list[str] = []
    warehouse.build(cycle, collect(cycle), told.append)
    assert "decisions.csv, line 2: no file 0123456789ab has been received" in told
    decided(cycle, name_of(file), "correct", question="law_year", row="77", value="1", source="x")
    with pytest.raises(UserError, match=r"line 3: the file has no cell of law_year in row 77"):
        built(cycle)


def test_resubmission_is_merge_or_replace(tmp_path: Path) -> None:
    tiny_cycle(tmp_path)
    toml = tmp_path / "inputs" / "tiny" / "cycle.toml"
    toml.write_text('resubmission = "add"\n' + toml.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(UserError, match="resubmission"):
        load_cycle(tmp_path, "tiny")


def test_a_file_in_which_another_name_stands_is_assigned_and_then_counts(tmp_path: Path) -> None:
    """It takes the place of the earlier file of the one to whom it is assigned."""
    cycle = tiny_cycle(tmp_path)
    reply(cycle, "XAB", given(staff="1"), name="earlier")
    with edited(reply(cycle, "XAA", COMPLETE, name="later")) as workbook:
        cell(workbook, "respondent").value = "XAB"
    register(cycle, {"earlier": "2024-04-01T00:00:00+00:00", "later": "2024-05-01T00:00:00+00:00"})
    states = "select file[13:], respondent, state from landing.submissions order by file"
    con = built(cycle)
    assert con.execute(states).fetchall() == [
        ("earlier.xlsx", "XAB", "accepted"), ("later.xlsx", "XAA", "unverified"),
    ]  # fmt: skip
    later = name_of(cycle.inputs / "submissions" / "later.xlsx")
    decided(cycle, later, "assign", value="XAB")
    con = built(cycle)
    assert con.execute(states).fetchall() == [
        ("earlier.xlsx", "XAB", "superseded"), ("later.xlsx", "XAB", "accepted"),
    ]  # fmt: skip
    assert con.execute("select count(*) from marts.laws").fetchall() == [(2,)]
