"""A real Prefect server on loopback, on a database that a test chooses."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from rapporteur.cli.main import main
from rapporteur.operate import server_login
from tests.installation import BIN, LOGIN, asked


@dataclass(frozen=True)
class Prefect:
    """A server that runs: its address, and the variables with which a process finds it."""

    api: str
    variables: Mapping[str, str]
    login: str = LOGIN

    def post(self, path: str, what: Mapping[str, object]) -> Any:
        """Call the REST API, as Prefect's own client does."""
        return self._call("POST", path, what)

    def patch(self, path: str, what: Mapping[str, object]) -> None:
        """Change what is there."""
        self._call("PATCH", path, what)

    def deploy(self, name: str, entrypoint: str) -> str:
        """Deploy a flow of that name to the pool `rapporteur`, anew if it is there."""
        flow = self.post("/flows/", {"name": name})
        what = {"name": name, "flow_id": flow["id"], "work_pool_name": "rapporteur"}
        return str(self.post("/deployments/", {**what, "entrypoint": entrypoint})["id"])

    def automate(self, name: str, deployment: str) -> str:
        """Let an event start a deployment."""
        trigger = {"type": "event", "posture": "Reactive", "expect": ["files.came"], "threshold": 1}
        run = {"type": "run-deployment", "source": "selected", "deployment_id": deployment}
        what = {"name": name, "trigger": trigger | {"within": 0}, "actions": [run]}
        return str(self.post("/automations/", what)["id"])

    def _call(self, method: str, path: str, what: Mapping[str, object]) -> Any:
        answer = asked(method, f"{self.api}{path}", what, self.login)
        return answer.json() if answer.content else None

    def flow_runs(self) -> list[str]:
        """The names of the flow runs that the server knows."""
        return [run["name"] for run in self.post("/flow_runs/filter", {})]


def variables(folder: Path, database: str = "") -> dict[str, str]:
    """The variables of a process that must not see this user's Prefect."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    own |= {
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "NO_COLOR": "1",
    }
    return own | ({"PREFECT_API_DATABASE_CONNECTION_URL": database} if database else {})


@contextmanager
def serving(folder: Path, database: str = "", login: str = LOGIN) -> Iterator[Prefect]:
    """A server whose home is `folder`, for as long as the block lasts."""
    folder.mkdir(exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = variables(folder, database) | {server_login.SERVER: login, server_login.CLIENT: login}
    api, log = f"http://127.0.0.1:{port}/api", folder / "server.log"
    command = [str(BIN / "prefect"), "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(command, env=own, stdout=stream, stderr=stream)
    try:
        limit = time.monotonic() + 300
        while not _answers(api):
            assert time.monotonic() < limit, log.read_text(encoding="utf-8")
            assert process.poll() is None, log.read_text(encoding="utf-8")
            time.sleep(0.2)
        yield Prefect(api, own | {"PREFECT_API_URL": api}, login)
    finally:
        process.terminate()
        try:
            process.wait(120)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(api: str) -> bool:
    try:
        answer = httpx.get(f"{api}/health", timeout=30)
    except httpx.HTTPError:
        return False
    return answer.status_code == httpx.codes.OK


def alone(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let a test see neither this user's Prefect nor the settings of an installation."""
    for name in list(os.environ):
        if name.startswith(("PREFECT_", "RAPPORTEUR_")):
            patch.delenv(name)
    patch.setenv("PREFECT_HOME", str(folder / "no-prefect"))
    patch.setenv("NO_COLOR", "1")


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    alone(monkeypatch, tmp_path)


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> "Command":
    """Run `rapporteur` with arguments, as the shell would."""
    return Command(monkeypatch, capsys)


@dataclass(frozen=True)
class Command:
    """The command `rapporteur`, in this process."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str | Path, home: Path) -> Ended:
        line = ["rapporteur", "--home", str(home), *map(str, arguments)]
        self.monkeypatch.setattr(sys, "argv", line)
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = self.capsys.readouterr()
        return Ended(int(ended.value.code or 0), printed.out, printed.err)
