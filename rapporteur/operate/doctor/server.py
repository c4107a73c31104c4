"""Prefect's server: whether it answers, and whether what is to run there can.

By its REST API, of which these few calls are the same in all versions 3: importing Prefect
takes seconds.
"""

import base64
import os
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import httpx
import yaml

from rapporteur.kernel.errors import UserError
from rapporteur.operate.doctor.folders import SKEW
from rapporteur.operate.doctor.result import Result, failed, ok, warning
from rapporteur.operate.server_login import client_login, server_url

POOL: Final = "rapporteur"
_START = (
    "Start it: `rapporteur serve` or `rapporteur prefect server start`, or the unit of systemd "
    "that does."
)
_DEPLOY = "`rapporteur prefect deploy --all`, or start `rapporteur serve` again."


def server(project: Path, home: Path) -> Iterator[Result]:
    """Whether Prefect's server runs what the deployments of `project` are for.

    The login is the operator's, else that of the home. Raises `UserError` and `OSError` if
    that cannot be read.
    """
    url = server_url(home)
    if not url:
        yield warning(
            "server",
            "No server is configured: runs start one of their own.",
            "For runs by schedule or by arrival start `rapporteur serve`, or set PREFECT_API_URL "
            "to the address of a server, such as http://127.0.0.1:4200/api.",
        )
        return
    try:
        with _client(url, home) as http:
            yield from _looked_at(http, project)
    except httpx.InvalidURL:
        yield failed("server", "PREFECT_API_URL is no address.", "Write http://HOST:PORT/api.")
    except httpx.HTTPStatusError as error:
        status = error.response.status_code
        remedy = (
            "Set PREFECT_API_AUTH_STRING to what `rapporteur login` prints where the server "
            "runs, or PREFECT_API_KEY, as the server has it."
            if status in (401, 403)
            else "Look at the log of the server; PREFECT_API_URL ends with /api."
        )
        yield failed("server", f"{_shown(url)} answers with the status {status}.", remedy)
    except httpx.HTTPError as error:
        why = str(error) or type(error).__name__
        yield failed("server", f"{_shown(url)} does not answer: {why}.", _START)
    except (ValueError, KeyError, TypeError):
        yield failed(
            "server",
            f"{_shown(url)} is not understood: it is not Prefect's, or another version of it.",
            "See that PREFECT_API_URL is the address of Prefect's server and ends with /api.",
        )


def secrets(home: Path) -> Iterator[str]:
    """What of the environment and of the home must not be shown."""
    with suppress(UserError, OSError):
        if login := client_login(home):
            yield login
            yield login.partition(":")[2]
    if key := os.environ.get("PREFECT_API_KEY"):
        yield key
    url = os.environ.get("PREFECT_API_URL", "")
    if "@" in url:
        yield url.partition("//")[2].rpartition("@")[0]


def _client(url: str, home: Path) -> httpx.Client:
    """A client of the server, with the headers that Prefect's own sends."""
    login = client_login(home)
    key = os.environ.get("PREFECT_API_KEY")
    headers = {"Prefect-Csrf-Client": str(uuid.uuid4())}
    if login:
        headers["Authorization"] = f"Basic {base64.b64encode(login.encode()).decode()}"
    elif key:
        headers["Authorization"] = f"Bearer {key}"
    return httpx.Client(base_url=url.rstrip("/"), headers=headers, timeout=10)


def _take_token(http: httpx.Client) -> None:
    """Take the token that a server wants with what is posted to it, if it wants one."""
    answer = http.get("/csrf-token", params={"client": http.headers["Prefect-Csrf-Client"]})
    if answer.status_code not in (httpx.codes.NOT_FOUND, httpx.codes.UNPROCESSABLE_ENTITY):
        http.headers["Prefect-Csrf-Token"] = answer.raise_for_status().json()["token"]


def _shown(url: str) -> str:
    return str(httpx.URL(url).copy_with(username=None, password=None))


def _looked_at(http: httpx.Client, project: Path) -> Iterator[Result]:
    before = time.time()
    health = http.get("/health").raise_for_status()
    after = time.time()
    yield ok("server", f"{_shown(str(http.base_url))} answers")
    if date := health.headers.get("date"):
        yield clock(parsedate_to_datetime(date).timestamp(), before, after)
    theirs, ours = _get(http, "/admin/version"), version("prefect")
    if theirs != ours:
        yield warning(
            "server, version",
            f"The server is Prefect {theirs}; here is {ours}.",
            "Restart the server and the worker from the same virtual environment.",
        )
    _take_token(http)
    yield from _pool(http)
    yield from _deployments(http, project)
    yield from _late(http)


def clock(theirs: float, before: float, after: float) -> Result:
    """What to think of the server's time, told in whole seconds, between two of ours."""
    skew = theirs + 1 - before if theirs + 1 < before else max(theirs - after, 0.0)
    if abs(skew) >= SKEW:
        return warning(
            "server, clock",
            f"The server's clock differs from this machine's by {skew:+.0f} seconds.",
            "Let both take the time from the same server (NTP).",
        )
    return ok("server, clock", "the same time as here")


def _pool(http: httpx.Client) -> Iterator[Result]:
    answer = http.get(f"/work_pools/{POOL}")
    if answer.status_code == httpx.codes.NOT_FOUND:
        yield failed(
            "work pool",
            f"There is no work pool “{POOL}”.",
            f"`rapporteur prefect work-pool create {POOL} --type {POOL}`, or start "
            "`rapporteur serve`.",
        )
        return
    if answer.raise_for_status().json()["is_paused"]:
        yield warning("work pool", "It is paused.", f"`rapporteur prefect work-pool resume {POOL}`")
    workers = _post(http, f"/work_pools/{POOL}/workers/filter", {})
    online = [worker["name"] for worker in workers if worker["status"] == "ONLINE"]
    if online:
        yield ok("worker", ", ".join(online))
    else:
        yield failed(
            "worker",
            f"No worker of the pool “{POOL}” is online.",
            "Start the worker, or the unit of systemd that does.",
        )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A deployment as prefect.yaml has it."""

    name: str
    entrypoint: str
    triggered: bool


def _deployments(http: httpx.Client, project: Path) -> Iterator[Result]:
    wanted = list(_wanted(project / "prefect.yaml"))
    there = {
        deployment["name"]: deployment for deployment in _post(http, "/deployments/filter", {})
    }
    automations = _post(http, "/automations/filter", {})
    name = "deployments"
    missing = [deployment.name for deployment in wanted if deployment.name not in there]
    if missing:
        yield failed(name, f"Not deployed: {', '.join(missing)}.", _DEPLOY)
    present = [deployment for deployment in wanted if deployment.name in there]
    old = [
        deployment.name
        for deployment in present
        if there[deployment.name]["entrypoint"] != deployment.entrypoint
    ]
    if old:
        yield warning(name, f"Deployed as an older prefect.yaml had it: {', '.join(old)}.", _DEPLOY)
    paused = [deployment.name for deployment in present if there[deployment.name]["paused"]]
    if paused:
        yield warning(
            name,
            f"Paused: {', '.join(paused)}.",
            "Resume each on its page, or `rapporteur prefect deployment schedule resume`.",
        )
    if present and not (missing or old or paused):
        yield ok(name, ", ".join(deployment.name for deployment in present))
    without = [
        deployment.name
        for deployment in present
        if deployment.triggered
        and not any(_runs(each, there[deployment.name]["id"]) for each in automations)
    ]
    if without:
        yield failed("automations", f"None starts {', '.join(without)}.", _DEPLOY)
    disabled = [deployment["name"] for deployment in automations if not deployment["enabled"]]
    if disabled:
        yield warning(
            "automations",
            f"Disabled: {', '.join(disabled)}.",
            '`rapporteur prefect automation resume "NAME"`',
        )
    elif not without:
        yield ok("automations", f"{len(automations)} enabled")


def _wanted(path: Path) -> Iterator[_Wanted]:
    if path.exists():
        for deployment in yaml.safe_load(path.read_text(encoding="utf-8"))["deployments"]:
            yield _Wanted(
                deployment["name"], deployment["entrypoint"], bool(deployment.get("triggers"))
            )


def _runs(automation: Mapping[str, Any], deployment: str) -> bool:
    return any(action.get("deployment_id") == deployment for action in automation["actions"])


def _late(http: httpx.Client) -> Iterator[Result]:
    late = _post(http, "/flow_runs/count", {"flow_runs": {"state": {"name": {"any_": ["Late"]}}}})
    if late:
        yield warning(
            "late runs",
            f"{late} runs should have begun and have not.",
            "See that the worker is online and not busy with a run that does not end.",
        )
    else:
        yield ok("late runs", "none")


def _get(http: httpx.Client, path: str) -> Any:
    return http.get(path).raise_for_status().json()


def _post(http: httpx.Client, path: str, what: Mapping[str, object]) -> Any:
    return http.post(path, json=what).raise_for_status().json()
