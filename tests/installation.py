"""An installation as one operates it: server, worker and watcher, real processes on loopback.

They are started as the units of docs/operations.md start them, each on its own, so that each can
be killed; `serve` starts all of them by the one command.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

import httpx

from rapporteur.operate import server_login

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
PATIENCE = 300.0
"""Seconds within which a part does what it should, on a machine that has other work."""
PARTS: Mapping[str, Sequence[str]] = {
    "server": [str(BIN / "prefect"), "server", "start"],
    "worker": [str(BIN / "prefect"), "worker", "start", "--pool", "rapporteur",
               "--type", "rapporteur"],
    "second worker": [str(BIN / "prefect"), "worker", "start", "--pool", "rapporteur",
                      "--type", "rapporteur", "--name", "second"],
    "watcher": [sys.executable, "-m", "rapporteur.flows.watch"],
    "deploy": [sys.executable, "-m", "rapporteur.flows.deploy"],
    "serve": [str(BIN / "rapporteur"), "serve"],
}  # fmt: skip


IN_THE_BACKGROUND = ("sh", "-c", 'trap "" INT; exec "$@"', "sh")
"""Before a command: SIGINT is ignored, as a shell starts what it runs in the background."""

LOGIN = "tests:no-secret-of-anybody"
"""The login of the servers that the tests start, unless they are to make their own."""


def asked(method: str, url: str, body: object = None, login: str = LOGIN) -> httpx.Response:
    """What a server answers; raises `AssertionError` when that is an error.

    A busy server may take its time, and answers 503 while its database is locked: Prefect's own
    client asks again then, too. A change is asked for with a token, as it does.
    """
    user, _, password = login.partition(":")
    with httpx.Client(auth=(user, password), timeout=PATIENCE) as client:
        if method != "GET":
            client.headers.update(_token(f"{url.partition('/api')[0]}/api", login))
        return _answer(client, method, url, body)


@cache  # the server writes each to its database
def _token(api: str, login: str) -> Mapping[str, str]:
    user, _, password = login.partition(":")
    me = str(uuid4())
    with httpx.Client(auth=(user, password), timeout=PATIENCE) as client:
        token = _answer(client, "GET", f"{api}/csrf-token?client={me}").json()["token"]
    return {"Prefect-Csrf-Client": me, "Prefect-Csrf-Token": token}


def _answer(client: httpx.Client, method: str, url: str, body: object = None) -> httpx.Response:
    for _ in range(5):
        answer = client.request(method, url, json=body)
        if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            break
    assert answer.is_success, answer.text
    return answer


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Installation:
    """Processes that work on `home`; their logs, and what Prefect keeps, are in `folder`.

    Without `login`, the home makes one for its server.
    """

    def __init__(self, folder: Path, home: Path, login: str = LOGIN, **variables: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.home, self.port = folder, home, free_port()
        self.api = f"http://127.0.0.1:{self.port}/api"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        self.variables = own | {
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_API_URL": self.api,
            # For `asked`, however long the tests take.
            "PREFECT_SERVER_API_CSRF_TOKEN_EXPIRATION": "PT12H",
            "DO_NOT_TRACK": "1",
            "NO_COLOR": "1",
            "COLUMNS": "200",
            "RAPPORTEUR_HOME": str(home),
            **({server_login.SERVER: login, server_login.CLIENT: login} if login else {}),
            **variables,
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for part in ("serve", "watcher", "worker", "second worker", "server"):
            self.stop(part)

    def up(self) -> None:
        """Start all, the deployments brought to the server; the worker and the watcher work."""
        for part in ("server", "worker"):
            self.start(part)
        self.once("deploy")
        self.until(lambda: "started!" in self.log("worker"), "the worker")
        self.start("watcher")

    def keep(self, history: Path) -> None:
        """Let the server begin with a copy of a database, whose tables it need not make."""
        folder = Path(self.variables["PREFECT_HOME"])
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(history, folder / "prefect.db")

    def start(self, part: str, *prefix: str) -> subprocess.Popen[bytes]:
        """Start a part, after `prefix` on its command line; wait until a server answers."""
        command = [*prefix, *PARTS[part]]
        if part in ("server", "serve"):
            command += ["--host", "127.0.0.1", "--port", str(self.port)]
        with (self.folder / f"{part}.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.variables, stdout=log, stderr=log
            )
        self.processes[part] = process
        if part == "server":
            self.until(self.answers, "the server")
        elif part == "serve":
            self.until(lambda: "ready after" in self.log("serve"), "the installation")
        return process

    def once(self, part: str) -> None:
        """Run a part to its end."""
        assert self.start(part).wait(600) == 0, self.log(part)

    def kill(self, part: str) -> None:
        """SIGKILL, as from a machine that is out of memory."""
        process = self.processes.pop(part)
        process.kill()
        process.wait()

    def stop(self, part: str) -> int | None:
        """Ask a part to end. Returns its exit code, None if it was not there."""
        process = self.processes.pop(part, None)
        if process is None:
            return None
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            return process.wait(120)
        process.kill()
        return process.wait()

    def answers(self) -> bool:
        """Whether the server answers, and its database too."""
        try:
            with urllib.request.urlopen(f"{self.api}/ready", timeout=30) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            return False

    @property
    def login(self) -> str:
        """The login of its server."""
        return self.variables.get(server_login.CLIENT) or server_login.login(self.home)

    def log(self, part: str) -> str:
        """What a part has said."""
        path = self.folder / f"{part}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def until(self, true: Callable[[], bool], what: str, seconds: float = PATIENCE) -> float:
        """Wait for something; returns the seconds. Fails, with the logs, when it does not come."""
        began = time.monotonic()
        while not true():
            if time.monotonic() - began > seconds:
                logs = "\n".join(
                    f"--- {path.name}\n{path.read_text(errors='replace')[-4000:]}"
                    for path in sorted(self.folder.glob("*.log"))
                )
                raise AssertionError(f"{what}: not within {seconds:.0f} s\n{logs}")
            time.sleep(0.2)  # who asks more often takes the time from those who work
        return time.monotonic() - began
