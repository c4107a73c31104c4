"""A home with a small cycle, and a real Prefect server, for the tests of the flows alone."""

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterFlowRunId,
    ArtifactFilterKey,
)
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.sorting import ArtifactSort
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogHandler
from prefect.settings import (
    PREFECT_API_AUTH_STRING,
    PREFECT_API_URL,
    PREFECT_HOME,
    temporary_settings,
)

from rapporteur.build import build_all
from rapporteur.build.prefill import read_prefill
from rapporteur.design.cycle import Cycle, load_cycle
from tests.installation import ROOT, Installation, asked

CYCLE = "a70-inclusion"
REPLIES = ("XAA", "XAB", "UN-A")
BIN = Path(sys.executable).parent


def environment(folder: Path, home: Path | None = None) -> dict[str, str]:
    """The variables of a process that must not see this user's Prefect."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    own |= {"PREFECT_HOME": str(folder), "NO_COLOR": "1", "COLUMNS": "200"}
    return own | ({"RAPPORTEUR_HOME": str(home)} if home else {})


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder with the small cycle and three replies, never run; not to be changed."""
    folder = tmp_path_factory.mktemp("project")
    home = (
        folder / "tests" / "cycles" / CYCLE
    )  # as deep as here: the cycle names ../../expectations
    shutil.copytree(ROOT / "expectations", folder / "expectations")
    shutil.copytree(ROOT / "tests" / "cycles" / CYCLE, home)
    cycle = load_cycle(home, CYCLE)
    known = read_prefill(home / "answers.csv", cycle.form, cycle.roster)
    asked = [one for one in cycle.roster if one.code in REPLIES]
    build_all(cycle, asked, cycle.inputs / "submissions", prefill=known)
    return folder


def copied(made: Path, folder: Path) -> Cycle:
    """The small cycle in a home of its own under `folder`."""
    served = shutil.ignore_patterns("*.sock", "database")
    shutil.copytree(made, folder, dirs_exist_ok=True, ignore=served)
    return load_cycle(folder / "tests" / "cycles" / CYCLE, CYCLE)


@pytest.fixture
def cycle(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cycle:
    """The small cycle in a home of its own, which is the one that flows work on."""
    cycle = copied(made, tmp_path)
    monkeypatch.setenv("RAPPORTEUR_HOME", str(cycle.home))
    return cycle


@pytest.fixture(scope="session")
def installed(history: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A Prefect server on loopback, which this process uses too."""
    folder = tmp_path_factory.mktemp("prefect")
    with Installation(folder, folder / "nothing") as running:
        running.keep(history)
        running.start("server")
        kept = Path(running.variables["PREFECT_HOME"])
        ours = {
            PREFECT_API_URL: running.api,
            PREFECT_API_AUTH_STRING: running.login,
            PREFECT_HOME: kept,
        }
        with temporary_settings(ours):
            yield running
            # What is not sent now would be sent at exit, to a server that Prefect starts for it.
            APILogHandler().flush()
            EventsWorker.drain_all(at_exit=False)


@pytest.fixture(scope="session")
def server(installed: Installation) -> Mapping[str, str]:
    """The variables with which a process finds the server."""
    return installed.variables


@pytest.fixture(scope="session")
def deployed(installed: Installation) -> dict[str, DeploymentResponse]:
    """What the server has after `python -m rapporteur.flows.deploy`, by name."""
    installed.once("deploy")
    return deployments()


def deployments() -> dict[str, DeploymentResponse]:
    """The deployments that the server has now."""
    with get_client(sync_client=True) as client:
        return {one.name: one for one in client.read_deployments()}


def beside(installed: Installation, folder: Path, home: Path, **variables: str) -> Installation:
    """A worker and a watcher to be started on another home, with the server that is there."""
    same = {name: installed.variables[name] for name in ("PREFECT_HOME", "PREFECT_API_URL")}
    one = Installation(folder, home, **same, **variables)
    one.port, one.api = installed.port, installed.api
    return one


def until(true: Callable[[], object], what: str, seconds: float = 300) -> None:
    """Wait for something."""
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, what
        time.sleep(0.1)


def started(deployment: UUID, **parameters: object) -> UUID:
    """A new run of a deployment, for a worker to take."""
    with get_client(sync_client=True) as client:
        return client.create_flow_run_from_deployment(deployment, parameters=parameters).id


def run_of(identifier: UUID) -> FlowRun:
    """What the server knows of a run."""
    with get_client(sync_client=True) as client:
        return client.read_flow_run(identifier)


def ended(identifier: UUID, seconds: float = 300) -> FlowRun:
    """A run when it has ended."""
    limit = time.monotonic() + seconds
    while True:
        run = run_of(identifier)
        if run.state and run.state.is_final():
            return run
        assert time.monotonic() < limit, f"{run.name} is {run.state}"
        time.sleep(0.1)


@dataclass(frozen=True)
class Told:
    """An event as the server has received it."""

    name: str
    resource: dict[str, str]
    related: list[dict[str, str]]
    payload: dict[str, Any]


def told(running: Installation, name: str, since: datetime, **payload: object) -> list[Told]:
    """The events of a name that were told since, with such a payload, the first first."""
    wanted = {
        "filter": {
            "event": {"name": [name]},
            "occurred": {
                "since": since.isoformat(),
                "until": (datetime.now(UTC) + timedelta(minutes=1)).isoformat(),
            },
            "order": "ASC",
        },
        "limit": 50,
    }
    answer = asked("POST", f"{running.api}/events/filter", wanted, running.login)
    found = [
        Told(one["event"], one["resource"], one["related"], one["payload"])
        for one in answer.json()["events"]
    ]
    return [one for one in found if payload.items() <= one.payload.items()]


@dataclass(frozen=True)
class Shown:
    """An artifact as Prefect's server has it."""

    flow_run_id: object
    data: object

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of a table."""
        rows: list[dict[str, str]] = json.loads(str(self.data))
        return rows


def artifact(key: str, of: UUID | None = None) -> Shown:
    """The latest artifact of that key, of the run `of` if it is given."""
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(
            artifact_filter=ArtifactFilter(
                key=ArtifactFilterKey(any_=[key]),
                flow_run_id=ArtifactFilterFlowRunId(any_=[of]) if of else None,
            ),
            sort=ArtifactSort.CREATED_DESC,
        )
    return Shown(found[0].flow_run_id, found[0].data)
