"""The whole way, everything running as it is operated: what is told, and what that sets off."""

import io
import os
import re
import signal
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.responses import DeploymentResponse

from rapporteur.collect.receipts import received
from rapporteur.correspond.mail import outbox
from rapporteur.correspond.mail.reminders import today
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.evaluate.decide import decide
from rapporteur.process.decisions import COLUMNS
from rapporteur.warehouse.basis import fingerprint, is_current
from rapporteur.warehouse.status import status
from tests.installation import Installation, free_port

from .conftest import (
    CYCLE,
    REPLIES,
    Told,
    artifact,
    beside,
    copied,
    ended,
    run_of,
    started,
    told,
    until,
)
from .documented import documented

Deployed = dict[str, DeploymentResponse]

pytestmark = pytest.mark.in_order

BEGAN = datetime.now(UTC)
DAYS = 3
"""So many days before the deadline it is."""
BURST = 60
"""Files at once, each of other bytes."""
KILLED = 20
"""Files that a process works on when it is killed."""


@pytest.fixture(scope="module")
def home(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """The small cycle, its deadline near."""
    cycle = copied(made, tmp_path_factory.mktemp("operated"))
    toml = cycle.inputs / "cycle.toml"
    text = toml.read_text("utf-8")
    for name, days in (("opens_on", -30), ("deadline", DAYS), ("cut_off", 60)):
        day = today(cycle) + timedelta(days=days)
        text = re.sub(rf"(?m)^{name} = \S+", f"{name} = {day}", text)
    toml.write_text(text, "utf-8")
    return load_cycle(cycle.home, CYCLE)


@pytest.fixture(scope="module")
def operated(
    installed: Installation, deployed: Deployed, home: Cycle,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Installation]:  # fmt: skip
    """A worker and a watcher on that home, and the first tables there."""
    assert deployed
    variables = {
        "RAPPORTEUR_OPERATORS": '["operator@example.org"]',
        # Shorter than one would have them, so that the tests are.
        "RAPPORTEUR_SWEEP": "PT2S",
        "RAPPORTEUR_AGAIN": "PT20S",
    }
    with beside(installed, tmp_path_factory.mktemp("logs"), home.home, **variables) as running:
        running.start("worker")
        running.start("watcher")
        running.until(lambda: settled(home), "the first tables")
        yield running


def settled(cycle: Cycle) -> bool:
    """Whether the tables are of all that there is."""
    return is_current(cycle, fingerprint(cycle, received(cycle)))


def variant(cycle: Cycle, mark: str) -> bytes:
    """A reply of the same answers and other bytes."""
    stream = io.BytesIO((cycle.inputs / "submissions" / "XAA.en.xlsx").read_bytes())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = mark.encode()
    return stream.getvalue()


def put(cycle: Cycle, name: str, content: bytes) -> Path:
    path = cycle.inputs / "submissions" / name
    path.write_bytes(content)
    return path


def heard(
    running: Installation, name: str, since: datetime = BEGAN, number: int = 1, **payload: object
) -> list[Told]:
    """That many events of a name, as the server received them; held against their page."""
    found: list[Told] = []

    def there() -> bool:
        found[:] = told(running, name, since, **payload)
        return len(found) >= number

    running.until(there, f"{number} {name}")
    page = documented()[name]
    for one in found:
        kind = one.resource["prefect.resource.id"].removeprefix("rapporteur.").partition(".")[0]
        assert page.resource.startswith(f"rapporteur.{kind}.")
        assert one.resource["rapporteur.cycle"] == CYCLE
        assert list(one.payload) == list(page.payload)
        assert ("rapporteur.batch" in one.resource) == page.in_batches
        if kind != "cycle":
            (related,) = (r for r in one.related if r["prefect.resource.role"] == "cycle")
            assert related["prefect.resource.id"] == f"rapporteur.cycle.{CYCLE}"
    return found


def letters(cycle: Cycle, sentence: str) -> list[str]:
    """The letters to the operators that say so."""
    every = (outbox.folder(cycle) / f"{key}.eml" for key in outbox.keys(cycle))
    read = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in every]
    bodies = [(letter["To"], letter.get_body()) for letter in read]
    texts = [(to, " ".join(body.get_content().split())) for to, body in bodies if body]
    return [text for to, text in texts if to == "operator@example.org" and sentence in text]


def runs(deployed: Deployed, name: str, since: datetime) -> list[FlowRun]:
    """The runs of a deployment that were asked for since."""
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployed[name].id]))
        )
    return [run for run in found if run.created and run.created >= since and not run.auto_scheduled]


def unfinished(deployed: Deployed, name: str) -> list[FlowRun]:
    """The runs of a deployment that have not ended."""
    return [run for run in runs(deployed, name, BEGAN) if not (run.state and run.state.is_final())]


def test_files_that_were_there_are_told_landed_and_published(
    operated: Installation, home: Cycle
) -> None:
    number = len(REPLIES)
    files = {one.file: one for one in received(home)}
    # What is not in the tables after a while is told again.
    came = heard(operated, "questionnaire.received", number=number)[:number]
    assert {one.payload["file"] for one in came} == set(files)
    for at, one in enumerate(came, start=1):
        file = files[one.payload["file"]]
        assert one.resource["prefect.resource.id"] == (
            f"rapporteur.submission.{CYCLE}.{file.submission}"
        )
        assert one.payload == {
            "file": file.file,
            "sha256": file.sha256,
            "received_at": file.received_at.isoformat() if file.received_at else None,
            "channel": "folder",
            "number": at,
            "of": number,
        }
        assert one.resource["rapporteur.batch"] == ("end" if at == number else "")
    landed = heard(operated, "submission.landed", number=number)
    assert [(one.payload["number"], one.payload["of"]) for one in landed] == [
        (at, number) for at in range(1, number + 1)
    ]
    (tables,) = heard(operated, "tables.published")
    assert tables.resource["prefect.resource.id"] == f"rapporteur.tables.{CYCLE}"
    assert (tables.payload["replies"], tables.payload["asked"]) == (number, 11)
    assert all((home.home / file).exists() for file in tables.payload["files"])
    (changed,) = heard(operated, "tables.changed")
    assert changed.payload["tables"]["inclusion_measures"]["added"] > 0


def test_the_same_answers_in_another_file_change_no_table(
    operated: Installation, home: Cycle
) -> None:
    since = datetime.now(UTC)
    path = put(home, "again.xlsx", variant(home, "again"))
    heard(operated, "tables.published", since)
    assert told(operated, "tables.changed", since) == []
    states = {one.file: one.state for one in status(home).submissions}
    assert states[f"submissions/{path.name}"] == "superseded"
    assert states["submissions/XAA.en.xlsx"] == "accepted"


def test_a_file_of_which_nothing_can_be_used_is_told_once(
    operated: Installation, home: Cycle
) -> None:
    since = datetime.now(UTC)
    put(home, "broken.xlsx", b"PK\x03\x04 cut off")
    (one,) = heard(operated, "submission.blocked", since)
    assert one.payload["file"] == "submissions/broken.xlsx"
    assert one.payload["respondent"] is None
    assert one.payload["findings"]["BLOCKER"] == 1
    assert one.resource["rapporteur.batch"] == "end"
    operated.until(
        lambda: "blocked: submissions/broken.xlsx: " in operated.log("worker"), "a line of the log"
    )
    put(home, "once-more.xlsx", variant(home, "once more"))
    heard(operated, "tables.published", since, 2)
    assert len(told(operated, "submission.blocked", since)) == 1


def test_a_decision_makes_the_tables_anew(
    operated: Installation, deployed: Deployed, home: Cycle
) -> None:
    # A run that waits for another one would take the decision in before it is told of.
    operated.until(lambda: settled(home) and not unfinished(deployed, "tables"), "the tables")
    since = datetime.now(UTC)
    words = {"who": "A", "submission": "XAB", "decision": "withdraw", "reason": "Asked by XAB."}
    decide(home, dict.fromkeys((one for one in COLUMNS if one != "when"), "") | words)
    (one,) = heard(operated, "cycle.changed", since)
    assert one.resource["prefect.resource.id"] == f"rapporteur.cycle.{CYCLE}"
    assert one.payload == {"cycle": CYCLE}
    (changed,) = heard(operated, "tables.changed", since)
    assert any(counts["removed"] for counts in changed.payload["tables"].values())
    (published,) = heard(operated, "tables.published", since)
    assert published.payload["replies"] == len(REPLIES) - 1


def test_many_files_at_once_make_a_handful_of_runs(
    operated: Installation, deployed: Deployed, home: Cycle
) -> None:
    operated.until(lambda: settled(home), "the tables")
    since = datetime.now(UTC)
    before = len(received(home))
    for number in range(BURST):
        put(home, f"burst-{number}.xlsx", variant(home, str(number)))
    operated.until(lambda: len(received(home)) == before + BURST and settled(home), "all tables")
    for name in ("ingest", "tables"):
        made = [ended(run.id) for run in runs(deployed, name, since)]
        assert 1 <= len(made) <= 6, name
        assert all(run.state and run.state.is_completed() for run in made)


def test_reminders_are_written_when_the_deadline_is_near(
    operated: Installation, deployed: Deployed, home: Cycle
) -> None:
    operated.until(lambda: settled(home), "the tables")
    since = datetime.now(UTC)
    ended(started(deployed["deadlines"].id, cycle=CYCLE))
    (one,) = heard(operated, "cycle.deadline-near", since)
    assert one.payload["days"] == DAYS
    assert one.payload["deadline"] == home.definition.deadline.isoformat()
    until(lambda: runs(deployed, "remind", since), "no reminders")
    (remind,) = runs(deployed, "remind", since)
    assert (ended(remind.id).state or remind.state).is_completed()  # type: ignore[union-attr]
    reminders = [key for key in outbox.keys(home) if key.startswith("reminder-")]
    assert len(reminders) == one.payload["missing"] > 0
    # What is written is not told of again.
    ended(started(deployed["deadlines"].id, cycle=CYCLE))
    assert len(told(operated, "cycle.deadline-near", since)) == 1


def test_the_digest_is_a_page_and_a_letter(
    operated: Installation, deployed: Deployed, home: Cycle
) -> None:
    operated.until(lambda: settled(home), "the tables")
    run = ended(started(deployed["digest"].id, cycle=CYCLE))
    page = artifact(f"{CYCLE}-digest")
    assert page.flow_run_id == run.id
    assert "The tables rest on 2 replies of 11 respondents asked" in str(page.data)
    letter = outbox.read(home, f"digest-{today(home)}")
    assert letter["To"] == "operator@example.org"
    assert letter["Subject"] == f"{CYCLE}: state of replies on {today(home)}"


def test_the_night_finds_a_table_that_was_edited(
    operated: Installation, deployed: Deployed, home: Cycle
) -> None:
    operated.until(lambda: settled(home), "the tables")
    good = ended(started(deployed["nightly"].id, cycle=CYCLE))
    assert good.state is not None
    assert good.state.is_completed(), good.state.message
    path = home.outputs / "tables" / "csv" / "inclusion_measures.csv"
    kept = path.read_bytes()
    path.unlink()  # what is published cannot be written to
    path.write_bytes(kept + b"XAA,invented\r\n")
    bad = ended(started(deployed["nightly"].id, cycle=CYCLE))
    path.write_bytes(kept)
    assert bad.state is not None
    assert bad.state.is_failed()
    assert bad.state.message == (
        f"A rebuild of {CYCLE} gives something else than what is published in "
        "tables/csv/inclusion_measures.csv. Changed after publication, by the manifests: "
        "tables/csv/inclusion_measures.csv. Keep a copy of outputs/ to see why, delete it, and "
        "run the pipeline."
    )


def test_a_run_that_fails_is_told_to_the_operators(
    operated: Installation, deployed: Deployed, home: Cycle
) -> None:
    operated.until(lambda: settled(home), "the tables")
    register = home.inputs / "receipts.csv"
    kept = register.read_bytes()
    since = datetime.now(UTC)
    register.write_text("sha256,file,received_at,channel\n0,a.xlsx,yesterday,mail\n", "utf-8")
    run = ended(started(deployed["ingest"].id, cycle=CYCLE))
    register.write_bytes(kept)
    assert run.state is not None
    assert run.state.is_failed()
    sentence = f"{register}, line 2: “0” is no SHA-256"
    assert str(run.state.message).startswith(sentence)

    until(lambda: letters(home, sentence), "no letter")
    (said,) = letters(home, sentence)
    assert f"/runs/flow-run/{run.id}" in said
    (alarm,) = (
        one for one in runs(deployed, "alarm", since) if one.parameters["flow_run"] == str(run.id)
    )
    assert ended(alarm.id).name == f"alarm for {run.id}"
    page = artifact("alarm", of=alarm.id)
    assert sentence in str(page.data)
    assert str(page.data).startswith(f"# {run_of(run.id).name}: failed")


@pytest.mark.slow  # tests/faults/test_kills.py kills such a process too
@pytest.mark.parametrize("name", ["ingest", "tables"])
def test_what_a_killed_process_was_to_do_is_done_by_the_next_run(
    operated: Installation, deployed: Deployed, home: Cycle, name: str
) -> None:
    operated.until(lambda: settled(home), "the tables")
    since = datetime.now(UTC)
    before = len(received(home))
    for number in range(KILLED):
        put(home, f"killed-{name}-{number}.xlsx", variant(home, f"{name} {number}"))

    def killed() -> bool:
        for run in runs(deployed, name, since):
            if run.state and run.state.is_running() and run.infrastructure_pid:
                os.kill(int(run.infrastructure_pid.split(":")[1]), signal.SIGKILL)
                return True
        return False

    until(killed, f"no run of {name}")
    operated.until(lambda: len(received(home)) == before + KILLED and settled(home), "all tables")
    ends = [state for run in runs(deployed, name, since) if (state := ended(run.id).state)]
    assert {state.type for state in ends} == {StateType.CRASHED, StateType.COMPLETED}
    (crashed,) = (str(state.message) for state in ends if state.is_crashed())
    assert crashed == "Its process died (signal 9). What was to be done is done by the next run."
    until(lambda: letters(home, crashed), "no letter")


def test_of_a_mailbox_its_watcher_tells(
    operated: Installation, deployed: Deployed, home: Cycle, tmp_path: Path
) -> None:
    since = datetime.now(UTC)
    mailbox = {
        "RAPPORTEUR_IMAP__HOST": "127.0.0.1",
        "RAPPORTEUR_IMAP__PORT": str(free_port()),
        "RAPPORTEUR_IMAP__CYCLE": CYCLE,
    }
    with beside(operated, tmp_path, home.home, **mailbox) as second:
        second.start("watcher")
        (one,) = heard(operated, "mailbox.changed", since)
    assert one.payload == {"cycle": CYCLE}
    until(lambda: runs(deployed, "fetch-mail", since), "no run")
    (run,) = runs(deployed, "fetch-mail", since)
    # The worker knows of no mailbox: what it needs stands in its own environment.
    assert "the settings name no host" in str(ended(run.id).state.message)  # type: ignore[union-attr]


def test_a_mailbox_for_no_cycle_is_said(
    home: Cycle, operated: Installation, tmp_path: Path
) -> None:
    with beside(operated, tmp_path, home.home, RAPPORTEUR_IMAP__HOST="127.0.0.1") as second:
        assert second.start("watcher").wait(300) == 1
        assert "names no cycle" in second.log("watcher")
        assert "Traceback" not in second.log("watcher")


def test_nothing_was_told_with_a_traceback(operated: Installation) -> None:
    assert "Traceback" not in operated.log("watcher")
    assert operated.stop("watcher") == 0
