"""What is found of a real Prefect server, from one that is not there to one that does its work."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from rapporteur.operate.doctor import PROJECT, examine
from rapporteur.operate.doctor.result import Outcome, Result
from rapporteur.operate.doctor.server import server
from tests.operate.conftest import Prefect, serving
from tests.support import ROOT

SECRET = "hunter2-never-told"
DEPLOYMENTS = """
deployments:
  - {name: pipeline, entrypoint: rapporteur.flows.pipeline.pipeline}
  - {name: ingest, entrypoint: rapporteur.flows.ingest.ingest, triggers: [{type: event}]}
"""


@pytest.fixture(scope="module")
def prefect(history: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prefect]:
    """A server that asks for a login, and has nothing yet."""
    folder = tmp_path_factory.mktemp("prefect")
    shutil.copy(history, folder)
    with serving(folder, login=f"admin:{SECRET}") as running:
        yield running


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "prefect.yaml").write_text(DEPLOYMENTS, encoding="utf-8")
    return tmp_path


def looked_at(project: Path) -> dict[str, Result]:
    found = list(server(project, project))
    assert all(bool(one.remedy) == (one.outcome is not Outcome.OK) for one in found)
    return {f"{one.name}: {one.outcome}": one for one in found}


def test_none_is_configured(project: Path) -> None:
    (one,) = server(project, project)
    assert one.outcome is Outcome.WARNING
    assert one.seen == "No server is configured: runs start one of their own."


@pytest.mark.parametrize("url", ["nonsense", "http://[", "ftp://127.0.0.1/api"])
def test_an_address_that_is_none_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", url)
    (one,) = server(project, project)
    assert one.outcome is Outcome.FAILED


def test_one_that_does_not_answer_is_told_without_its_password(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("PREFECT_API_URL", f"http://user:{SECRET}@127.0.0.1:{port}/api")
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", f"admin:{SECRET}")
    (one,) = (one for one in examine(project) if one.name == "server")
    assert one.outcome is Outcome.FAILED
    assert f"127.0.0.1:{port}" in one.seen
    assert "prefect server start" in one.remedy
    assert SECRET not in one.seen + one.remedy


def test_a_server_that_is_another_s_is_told(
    project: Path, prefect: Prefect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", prefect.api.removesuffix("/api"))
    (one,) = server(project, project)
    assert one.outcome is Outcome.FAILED
    assert "ends with /api" in one.remedy


def test_from_an_empty_server_to_one_that_works(
    project: Path, prefect: Prefect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the order in which a person follows the remedies."""
    monkeypatch.setenv("PREFECT_API_URL", prefect.api)
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", f"admin:{SECRET}")
    found = looked_at(project)
    assert {"server: ok", "server, clock: ok", "late runs: ok"} <= found.keys()
    assert "server, version: warning" not in found
    assert "work-pool create rapporteur" in found["work pool: failed"].remedy
    assert found["deployments: failed"].seen == "Not deployed: pipeline, ingest."

    pool = {"name": "rapporteur", "type": "process", "is_paused": True}
    prefect.post("/work_pools/", pool)
    found = looked_at(project)
    assert "work pool: warning" in found
    assert "worker: failed" in found
    prefect.patch("/work_pools/rapporteur", {"is_paused": False})
    prefect.post("/work_pools/rapporteur/workers/heartbeat", {"name": "one"})
    found = looked_at(project)
    assert found["worker: ok"].seen == "one"
    assert "work pool: warning" not in found

    deployed = {
        name: prefect.deploy(name, entrypoint)
        for name, entrypoint in (
            ("pipeline", "an.older.one"),
            ("ingest", "rapporteur.flows.ingest.ingest"),
        )
    }
    found = looked_at(project)
    assert found["deployments: warning"].seen.endswith("as an older prefect.yaml had it: pipeline.")
    assert found["automations: failed"].seen == "None starts ingest."

    deployed["pipeline"] = prefect.deploy("pipeline", "rapporteur.flows.pipeline.pipeline")
    automation = prefect.automate("ingest__automation_1", deployed["ingest"])
    prefect.patch(f"/deployments/{deployed['pipeline']}", {"paused": True})
    found = looked_at(project)
    assert found["deployments: warning"].seen == "Paused: pipeline."
    assert found["automations: ok"].seen == "1 enabled"

    prefect.patch(f"/deployments/{deployed['pipeline']}", {"paused": False})
    prefect.patch(f"/automations/{automation}", {"enabled": False})
    found = looked_at(project)
    assert found["deployments: ok"].seen == "pipeline, ingest"
    assert found["automations: warning"].seen == "Disabled: ingest__automation_1."

    prefect.patch(f"/automations/{automation}", {"enabled": True})
    flow = prefect.post("/flows/", {"name": "pipeline"})
    late = {"type": "SCHEDULED", "name": "Late"}
    prefect.post("/flow_runs/", {"flow_id": flow["id"], "state": late})
    found = looked_at(project)
    assert found["late runs: warning"].seen == "1 runs should have begun and have not."


def test_a_server_that_asks_for_a_login(
    project: Path, prefect: Prefect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", prefect.api)
    for login in ("", f"admin:{SECRET}-no-more"):
        monkeypatch.setenv("PREFECT_API_AUTH_STRING", login)
        (one,) = (one for one in server(project, project) if one.outcome is Outcome.FAILED)
        assert "PREFECT_API_AUTH_STRING" in one.remedy
        assert SECRET not in one.seen + one.remedy


def test_the_project_s_own_deployments_are_understood() -> None:
    assert PROJECT == ROOT
    entries = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    assert all({"name", "entrypoint"} <= entry.keys() for entry in entries)
