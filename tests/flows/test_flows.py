"""The flows in this process, against a real server."""

import csv
import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from contextvars import copy_context
from pathlib import Path

import pytest
from prefect import State, flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, TaskRunFilter
from prefect.client.schemas.objects import FlowRun

from rapporteur.collect.receipts import received
from rapporteur.design.cycle import Cycle
from rapporteur.design.cycle_tables import read_tables
from rapporteur.flows.alarm import alarm
from rapporteur.flows.digest import digest
from rapporteur.flows.ingest import ingest, land
from rapporteur.flows.nightly import nightly
from rapporteur.flows.pipeline import pipeline
from rapporteur.flows.publish import publish
from rapporteur.flows.tables import tables
from rapporteur.flows.tidy import tidy
from rapporteur.flows.transform import transform
from rapporteur.kernel.errors import UserError
from rapporteur.language.markdown import escape
from rapporteur.pipeline import locked, run
from rapporteur.warehouse import basis

from .conftest import CYCLE, REPLIES, artifact

pytestmark = pytest.mark.usefixtures("server")


def csvs(cycle: Cycle) -> Mapping[str, bytes]:
    found = {path.name: path.read_bytes() for path in cycle.outputs.glob("tables/csv/*")}
    assert len(found) == 9  # five tables and the four lists beside them
    return found


def run_of(state: State) -> FlowRun:
    """What the server knows of a flow run that ended in `state`."""
    assert state.state_details.flow_run_id
    with get_client(sync_client=True) as client:
        return client.read_flow_run(state.state_details.flow_run_id)


def until(true: Callable[[], bool]) -> None:
    limit = time.monotonic() + 300
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.05)


def test_the_flows_one_by_one_give_what_the_command_gives(cycle: Cycle) -> None:
    for one in (ingest, transform):
        assert run_of(one(CYCLE, return_state=True)).name == f"{CYCLE}: 3 files"
    assert run_of(publish(CYCLE, return_state=True)).name == f"{CYCLE}: tables"
    published = csvs(cycle)
    shutil.rmtree(cycle.outputs)
    run(cycle)
    assert csvs(cycle) == published


@pytest.mark.slow
def test_the_pipeline_twice_gives_the_same_tables(cycle: Cycle) -> None:
    result = pipeline(CYCLE)
    published = csvs(cycle)
    assert result.status.replies == len(REPLIES)
    shutil.rmtree(cycle.outputs)
    state = pipeline(CYCLE, return_state=True)
    assert csvs(cycle) == published
    assert run_of(state).name == f"{CYCLE}: 3 files"


@pytest.mark.slow
@pytest.mark.parametrize("concluded_at", [2**32, 0])  # seconds since 1970: to come, long ago
def test_what_follows_the_tables_waits_for_files_that_come_but_not_for_long(
    cycle: Cycle, monkeypatch: pytest.MonkeyPatch, concluded_at: int
) -> None:
    def put(name: str) -> None:
        (cycle.inputs / "submissions" / name).write_bytes(b"PK\x03\x04 cut off " + name.encode())

    pipeline(CYCLE)
    os.utime(cycle.outputs / "published.json", (concluded_at, concluded_at))
    put("first.xlsx")
    ingest(CYCLE)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("rapporteur.flows.events.published", lambda *_: put("second.xlsx"))
        tables(CYCLE)
    waits = concluded_at > 0
    assert (basis.of_published(cycle) != basis.of_warehouse(cycle)) == waits
    ingest(CYCLE)
    tables(CYCLE)
    assert basis.is_current(cycle, basis.fingerprint(cycle, received(cycle)))


def test_artifacts_say_what_was_found_and_published(cycle: Cycle) -> None:
    (cycle.inputs / "submissions" / "broken.xlsx").write_bytes(b"PK\x03\x04 cut off")
    pipeline(CYCLE)
    page = str(artifact(f"{CYCLE}-summary").data)
    assert "**3 replies of 11 respondents asked**" in page
    assert "| government | 4 | 2 |" in page
    assert "| reply | accepted | 2 |" in page
    assert "| reply | correction requested | 1 |" in page
    assert "| reply | blocked | 1 |" in page
    assert "| BLOCKER | 1 |" in page
    assert "blocked: submissions/broken.xlsx: " in page
    assert f"- `outputs/{CYCLE}/tables/{CYCLE}.zh.xlsx`" in page
    rows = artifact(f"{CYCLE}-findings").rows
    assert rows[0]["file"] == "submissions/broken.xlsx"
    assert rows[0]["severity"] == "BLOCKER"
    assert set(rows[0]) == {"file", "where", "severity", "message", "remedy"}


def test_a_users_mistake_is_the_message_of_the_failed_run(cycle: Cycle) -> None:
    register = cycle.inputs / "receipts.csv"
    register.write_text("sha256,file,received_at,channel\n0,a.xlsx,yesterday,mail\n")
    state = pipeline(CYCLE, return_state=True)
    failed = run_of(state).state
    assert failed is not None
    assert failed.is_failed()
    assert failed.message is not None
    assert failed.message.startswith(f"{register}, line 2: “0” is no SHA-256")
    with pytest.raises(UserError, match="is no SHA-256"):
        pipeline(CYCLE)
    with get_client(sync_client=True) as client:
        tries = client.read_task_runs(
            flow_run_filter=FlowRunFilter.model_validate({"name": {"like_": CYCLE}}),
            task_run_filter=TaskRunFilter.model_validate({"state": {"type": {"any_": ["FAILED"]}}}),
        )
    assert {one.run_count for one in tries} == {1}


def test_an_unknown_cycle_fails_with_the_sentence_too(cycle: Cycle) -> None:
    state = pipeline("a71-nothing", return_state=True)
    assert state.is_failed()
    assert state.message == (
        f"There is no cycle “a71-nothing”: {cycle.home / 'inputs/a71-nothing/cycle.toml'} "
        f"does not exist. Cycles here: {CYCLE}."
    )


@pytest.mark.slow
def test_a_second_run_waits_for_the_first(cycle: Cycle, caplog: pytest.LogCaptureFixture) -> None:
    ended: list[State] = []
    settings = copy_context()  # else the thread would not know the server
    second = threading.Thread(
        target=lambda: ended.append(settings.run(pipeline, CYCLE, return_state=True))
    )
    with locked(cycle):
        second.start()
        until(lambda: f"waiting for another run of {CYCLE} to end" in caplog.text)
        first_ended = cycle.home / "first-ended"
        first_ended.touch()
    second.join(300)
    assert ended[0].is_completed()
    landed = list(cycle.outputs.glob("landing/*/*.parquet"))
    assert len(landed) == len(REPLIES)
    before = first_ended.stat().st_mtime_ns
    assert all(path.stat().st_mtime_ns >= before for path in landed)


def test_files_are_landed_while_tables_are_made(cycle: Cycle) -> None:
    with locked(cycle):
        assert ingest(CYCLE, return_state=True).is_completed()
    assert len(list(cycle.outputs.glob("landing/*/*.parquet"))) == len(REPLIES)


@pytest.mark.slow
def test_tables_are_made_once_of_the_same(cycle: Cycle, caplog: pytest.LogCaptureFixture) -> None:
    ingest(CYCLE)
    run_of(tables(CYCLE, return_state=True))
    before = csvs(cycle)
    warehouse = cycle.warehouse.stat().st_mtime_ns
    assert "the tables are of all that there is" not in caplog.text
    assert tables(CYCLE, return_state=True).is_completed()
    assert "the tables are of all that there is" in caplog.text
    assert cycle.warehouse.stat().st_mtime_ns == warehouse
    # What came meanwhile and is not landed waits for its own run.
    (cycle.inputs / "submissions" / "late.xlsx").write_bytes(b"PK")
    tables(CYCLE)
    assert csvs(cycle) == before


@pytest.mark.slow
def test_each_received_file_stands_on_a_page_with_how_far_the_replies_are(cycle: Cycle) -> None:
    (cycle.inputs / "submissions" / "broken.xlsx").write_bytes(b"PK\x03\x04 cut off")
    ingest(CYCLE)
    tables(CYCLE)
    rows = {row["file"]: row for row in artifact(f"{CYCLE}-submissions").rows}
    assert len(rows) == len(REPLIES) + 1
    assert rows["submissions/broken.xlsx"]["state"] == "blocked"
    assert float(str(artifact(f"{CYCLE}-progress").data)) == pytest.approx(100 * 3 / 11)


def test_the_published_tables_stand_on_a_page_with_the_paths_of_their_workbooks(
    cycle: Cycle,
) -> None:
    pipeline(CYCLE)
    page = str(artifact(f"{CYCLE}-tables").data)
    _, paths, rest = page.split("```", 2)
    workbooks = sorted((cycle.outputs / "tables").glob("*.xlsx"))
    assert sorted(paths.split()[1:]) == [str(path) for path in workbooks]
    for path in (cycle.outputs / "tables" / "csv").glob("inclusion_*.csv"):
        (table,) = (spec for spec in read_tables(cycle) if spec.id == path.stem)
        _, _, section = rest.partition(escape(table.title["en"]))
        lines = section.partition("\n## ")[0].splitlines()
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = len(list(csv.reader(file))) - 1
        assert sum(line.startswith("|") for line in lines) == (rows + 2 if rows else 0)


@pytest.mark.slow
def test_artifacts_lead_to_what_a_browser_opens_alone(cycle: Cycle) -> None:
    """Those of every flow that makes any: a browser goes from no page of a server to a file."""
    pipeline(CYCLE)
    digest(CYCLE)
    failed = pipeline("a71-nothing", return_state=True)
    alarm(failed.state_details.flow_run_id, return_state=True)
    with get_client(sync_client=True) as client:
        shown = {one.key: str(one.data) for one in client.read_artifacts()}
    names = ("digest", "findings", "progress", "submissions", "summary", "tables")
    assert {"alarm", *(f"{CYCLE}-{name}" for name in names)} <= shown.keys()
    links = [link for text in shown.values() for link in re.findall(r"(?<!\\)\]\((\S+)\)", text)]
    assert links
    assert all(link.startswith("http://127.0.0.1:") for link in links)
    assert not any("file:/" in text for text in shown.values())


def test_an_alarm_that_goes_to_nobody_says_how_to_name_somebody(
    cycle: Cycle, caplog: pytest.LogCaptureFixture
) -> None:
    failed = publish(CYCLE, return_state=True)  # there is nothing to publish yet
    assert failed.is_failed()
    assert alarm(failed.state_details.flow_run_id, return_state=True).is_completed()
    assert 'rapporteur.toml, such as operators = ["name@example.org"]' in caplog.text
    assert "Traceback" not in caplog.text


def test_a_cycle_without_files_has_tables_too(cycle: Cycle) -> None:
    shutil.rmtree(cycle.inputs / "submissions")
    ingest(CYCLE)
    assert tables(CYCLE, return_state=True).is_completed()
    assert len(csvs(cycle)) == 9


def test_what_no_longer_counts_is_removed(cycle: Cycle, caplog: pytest.LogCaptureFixture) -> None:
    ingest(CYCLE)
    old = cycle.outputs / "landing" / "01234567"
    old.mkdir()
    os.utime(old, (0, 0))
    assert tidy(CYCLE, return_state=True).is_completed()
    assert f"removed {old}" in caplog.text
    assert not old.exists()
    assert len(list(cycle.outputs.glob("landing/*/*.parquet"))) == len(REPLIES)


def test_the_night_has_nothing_to_compare_without_tables(
    cycle: Cycle, caplog: pytest.LogCaptureFixture
) -> None:
    assert nightly(CYCLE, return_state=True).is_completed()
    assert "nothing to compare until the next run" in caplog.text
    assert not cycle.warehouse.exists()


def test_files_that_are_briefly_away_are_read_when_they_are_back(
    cycle: Cycle, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    files = received(cycle)
    folder, away = cycle.inputs / "submissions", tmp_path / "away"

    @flow
    def briefly_away() -> None:
        land.with_options(retry_delay_seconds=[1])(cycle, files)

    def bring_back() -> None:
        until(lambda: "The files cannot be reached" in caplog.text)
        away.rename(folder)

    folder.rename(away)
    helper = threading.Thread(target=bring_back)
    helper.start()
    assert briefly_away(return_state=True).is_completed()
    helper.join()
    assert len(list(cycle.outputs.glob("landing/*/*.parquet"))) == len(REPLIES)
