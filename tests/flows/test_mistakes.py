"""A mistake in a cycle's files: what the logs and the runs say of it, and that others go on.

Each mistake is made in a cycle of its own, and all of them are in one home, which a real worker
and a real watcher work on. tests/cycles/test_mistakes.py has more kinds of mistakes.
"""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.responses import DeploymentResponse

from rapporteur.collect.receipts import received
from rapporteur.design.cycle import load_cycle
from rapporteur.warehouse.basis import fingerprint, is_current
from tests.installation import Installation, asked
from tests.mistakes import MISTAKES, instead, of
from tests.support import COMPLETE, reply, tiny_cycle

from .conftest import beside, ended, started, until

pytestmark = pytest.mark.in_order

Deployed = dict[str, DeploymentResponse]

GOOD = "good"
UNREAD = ("toml", "form", "receipts")
"""With these not even the received files can be looked at."""
UNMADE = ("sql", "sidecar", "suite")
"""With these no tables can be made."""
WITHOUT_FORM = ("fetch-mail", "tidy", "publish", "correspond", "digest")
"""Flows that may have nothing to do with the form."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a good cycle, and one for each mistake."""
    home = tmp_path_factory.mktemp("mistaken")
    cycle = tiny_cycle(home)
    for name in (GOOD, *UNREAD, *UNMADE):
        inputs = home / "inputs" / name
        shutil.copytree(cycle.inputs, inputs)
        instead("cycle.toml", 'id = "tiny"', f'id = "{name}"')(inputs)
        if name in MISTAKES:
            MISTAKES[name].make(inputs)
    shutil.rmtree(cycle.inputs)
    reply(load_cycle(home, GOOD), "XAA", COMPLETE)
    return home


@pytest.fixture(scope="module")
def operated(
    installed: Installation, deployed: Deployed, home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Installation]:  # fmt: skip
    assert deployed
    variables = {"RAPPORTEUR_SWEEP": "PT2S", "RAPPORTEUR_AGAIN": "PT1H"}
    with beside(installed, tmp_path_factory.mktemp("logs"), home, **variables) as running:
        running.start("worker")
        running.start("watcher")
        yield running


def runs(deployed: Deployed, name: str) -> Mapping[str, FlowRun]:
    """The last run of a deployment for each cycle."""
    one = DeploymentFilter(id=DeploymentFilterId(any_=[deployed[name].id]))
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(deployment_filter=one)
    return {str(run.parameters["cycle"]): run for run in found if not run.auto_scheduled}


def failed(run: FlowRun) -> str:
    """The message of a run that ended as failed."""
    assert run.state
    assert run.state.name == "Failed"
    return str(run.state.message)


def test_the_watcher_says_what_it_cannot_watch_and_the_other_cycle_has_its_tables(
    operated: Installation, home: Path
) -> None:
    cycle = load_cycle(home, GOOD)
    operated.until(
        lambda: is_current(cycle, fingerprint(cycle, received(cycle))), "the tables of the other"
    )
    for name in UNREAD:
        operated.until(lambda name=name: of(name, operated.log("watcher")), name)  # type: ignore[misc]
        (line,) = (line for line in operated.log("watcher").splitlines() if of(name, line))
        assert f" {name}: " in line


@pytest.mark.parametrize("name", UNMADE)
def test_a_run_that_makes_tables_fails_with_the_sentence(
    operated: Installation, deployed: Deployed, name: str
) -> None:
    if not of(name, operated.log("watcher")):  # it was not kept from being watched
        until(lambda: name in runs(deployed, "tables"), "no run")
        assert of(name, failed(ended(runs(deployed, "tables")[name].id)))
    assert of(name, failed(ended(started(deployed["pipeline"].id, cycle=name))))


def test_every_flow_fails_with_the_sentence(operated: Installation, deployed: Deployed) -> None:
    asked_for = {
        (flow, mistake): started(deployed[flow].id, cycle=mistake)
        for flow in sorted(set(deployed) - {"alarm"})
        for mistake in ("toml", "sql" if flow == "transform" else "form")
    }
    for (flow, mistake), run in asked_for.items():
        if mistake == "form" and flow in WITHOUT_FORM:
            ended(run)
        else:
            assert of(mistake, failed(ended(run))), flow


def test_no_log_shows_a_traceback(installed: Installation, operated: Installation) -> None:
    for part in ("worker", "watcher"):
        assert "Traceback" not in operated.log(part), part
    # Nor do the logs of the runs, which the server keeps.
    texts: list[str] = []
    while True:
        page = asked(
            "POST", f"{installed.api}/logs/filter", {"limit": 200, "offset": len(texts)},
            installed.login,
        ).json()  # fmt: skip
        texts += [str(line["message"]) for line in page]
        if len(page) < 200:
            break
    assert any("cannot be run: Binder Error" in text for text in texts)
    assert [text for text in texts if "Traceback" in text] == []
