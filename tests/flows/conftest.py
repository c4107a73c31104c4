"""A home with a small cycle, and a real Prefect server, for the tests of the flows alone."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.sorting import ArtifactSort
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogHandler
from prefect.settings import PREFECT_API_URL, PREFECT_HOME, temporary_settings

from rapporteur.cycle import Cycle, load_cycle
from rapporteur.prefill import read_prefill
from rapporteur.questionnaire import build_all

ROOT = Path(__file__).parents[2]
CYCLE = "a70-inclusion"
REPLIES = ("XAA", "XAB", "UN-A")
BIN = Path(sys.executable).parent

Prefect = Callable[..., str]


def environment(folder: Path, home: Path | None = None) -> dict[str, str]:
    """The variables of a process that must not see this user's Prefect."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    own |= {
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "NO_COLOR": "1",
        "COLUMNS": "200",
    }
    return own | ({"RAPPORTEUR_HOME": str(home)} if home else {})


@contextmanager
def running(command: list[str], log: Path, variables: Mapping[str, str]) -> Iterator[None]:
    """A process that lasts as long as the block, its output in `log`."""
    with log.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(
            command, cwd=ROOT, env=dict(variables), stdout=stream, stderr=stream
        )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


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


@pytest.fixture
def cycle(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cycle:
    """The small cycle in a home of its own, which is the one that flows work on."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    home = tmp_path / "tests" / "cycles" / CYCLE
    monkeypatch.setenv("RAPPORTEUR_HOME", str(home))
    return load_cycle(home, CYCLE)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A Prefect server on loopback: the variables with which a process finds it."""
    folder = tmp_path_factory.mktemp("prefect")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    api = f"http://127.0.0.1:{port}/api"
    variables = environment(folder)
    command = [str(BIN / "prefect"), "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    log = folder / "server.log"
    with running(command, log, variables):
        limit = time.monotonic() + 180
        while not _healthy(api):
            assert time.monotonic() < limit, log.read_text(encoding="utf-8")
            time.sleep(0.5)
        with temporary_settings({PREFECT_API_URL: api, PREFECT_HOME: folder}):
            yield variables | {"PREFECT_API_URL": api}
            # What is not sent now would be sent at exit, to a server that Prefect starts for it.
            APILogHandler().flush()
            EventsWorker.drain_all(at_exit=False)


def _healthy(api: str) -> bool:
    try:
        with urllib.request.urlopen(f"{api}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


@pytest.fixture(scope="session")
def prefect(server: dict[str, str]) -> Prefect:
    """Run a command of Prefect's in the project's folder and return what it says."""

    def call(*arguments: str) -> str:
        done = subprocess.run(
            [str(BIN / "prefect"), "--no-prompt", *arguments],
            cwd=ROOT,
            env=server,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return call


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


def artifact(key: str) -> Shown:
    """The latest artifact of that key."""
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(
            artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])),
            sort=ArtifactSort.CREATED_DESC,
        )
    return Shown(found[0].flow_run_id, found[0].data)
