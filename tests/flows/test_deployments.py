"""The deployments of prefect.yaml, as a real server has them."""

import re
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import ConcurrencyLimitStrategy, FlowRun, StateType
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.schedules import CronSchedule
from prefect.events.actions import RunDeployment
from prefect.events.schemas.automations import Automation, EventTrigger

from rapporteur.flows import POOL
from tests.installation import ROOT, Installation

from .conftest import BIN, deployments, until

TEXT = (ROOT / "prefect.yaml").read_text(encoding="utf-8")
STATED: Mapping[str, Mapping[str, Any]] = {
    one["name"]: one for one in yaml.safe_load(TEXT)["deployments"]
}
HOURS = {
    "deadlines": (7, 0, range(7)),
    "correspond": (None, 30, range(5)),
    "digest": (8, 0, [0]),
    "nightly": (2, 0, range(7)),
    "tidy": (3, 0, [6]),
}
"""At which hour, minute and weekdays each is to run."""

Deployed = dict[str, DeploymentResponse]


def flow_of(name: str) -> Flow[..., Any]:
    module, _, function = STATED[name]["entrypoint"].rpartition(".")
    found = getattr(import_module(module), function)
    assert isinstance(found, Flow)
    return found


def test_each_flow_is_deployed_and_nothing_else(deployed: Deployed) -> None:
    assert set(deployed) == set(STATED)
    flows = {
        f"rapporteur.flows.{path.stem}.{name}"
        for path in (ROOT / "flows").glob("*.py")
        if "@flow" in path.read_text(encoding="utf-8")
        for name, found in vars(import_module(f"rapporteur.flows.{path.stem}")).items()
        if isinstance(found, Flow) and found.fn.__module__ == f"rapporteur.flows.{path.stem}"
    }
    assert {one["entrypoint"] for one in STATED.values()} == flows


@pytest.mark.parametrize("name", STATED)
def test_a_deployment_is_as_the_file_states_it(deployed: Deployed, name: str) -> None:
    one, stated = deployed[name], STATED[name]
    assert one.work_pool_name == POOL
    assert one.version == stated["version"]
    assert one.description == stated["description"]
    assert one.tags == stated["tags"]
    assert one.parameters == stated.get("parameters", {})
    assert one.entrypoint == stated["entrypoint"]
    assert one.job_variables == stated["work_pool"]["job_variables"]
    assert one.job_variables["time_limit"] >= 900
    assert one.enforce_parameter_schema
    assert one.pull_steps == [
        {"prefect.deployments.steps.set_working_directory": {"directory": "."}}
    ]
    assert flow_of(name).name == name


NOT_LIMITED = {"alarm", "ingest", "tables"}
"""Of these the worker begins one run for a cycle at a time."""


@pytest.mark.parametrize("name", [name for name in STATED if name not in NOT_LIMITED])
def test_of_a_deployment_one_run_at_a_time_is_under_way(deployed: Deployed, name: str) -> None:
    one = deployed[name]
    assert one.global_concurrency_limit is not None
    assert one.global_concurrency_limit.limit == 1
    assert one.concurrency_options is not None
    assert one.concurrency_options.collision_strategy == ConcurrencyLimitStrategy.ENQUEUE


@pytest.mark.parametrize("name", [name for name in STATED if name != "alarm"])
def test_the_form_for_a_run_explains_its_parameter(deployed: Deployed, name: str) -> None:
    schema = deployed[name].parameter_openapi_schema
    assert schema is not None
    cycle = schema["properties"]["cycle"]
    assert cycle["title"] == "Cycle"
    assert cycle["description"] == "The name of a folder under inputs/."
    assert (cycle["type"], cycle["pattern"]) == ("string", r"^[\w.-]+$")
    assert schema["required"] == ["cycle"]


def test_the_pool_is_of_the_workers_type(deployed: Deployed) -> None:
    with get_client(sync_client=True) as client:
        pool = client.read_work_pool(POOL)
    assert pool.type == POOL
    time_limit = pool.base_job_template["variables"]["properties"]["time_limit"]
    assert (time_limit["title"], time_limit["default"]) == ("Time limit", 900)
    assert deployed


def scheduled() -> list[FlowRun]:
    with get_client(sync_client=True) as client:
        return client.read_flow_runs(
            deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=list(HOURS))),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))
            ),
        )


def test_what_the_clock_sets_off_is_scheduled_at_its_hour(deployed: Deployed) -> None:
    assert {one.name for one in deployed.values() if one.schedules} == set(HOURS)
    until(lambda: {run.deployment_id for run in scheduled()} == {deployed[n].id for n in HOURS},
          "the server schedules no runs", 90)  # fmt: skip
    names = {deployed[name].id: name for name in HOURS}
    for run in scheduled():
        name = names[run.deployment_id]  # type: ignore[index]
        (entry,) = deployed[name].schedules
        assert isinstance(entry.schedule, CronSchedule)
        assert entry.active
        (stated,) = STATED[name]["schedules"]
        assert entry.schedule.timezone == stated["timezone"]
        at = run.next_scheduled_start_time or run.expected_start_time
        assert at is not None
        local = at.astimezone(ZoneInfo(stated["timezone"]))
        hour, minute, days = HOURS[name]
        assert (local.minute, local.second) == (minute, 0)
        assert local.hour == hour if hour is not None else 8 <= local.hour <= 18
        assert local.weekday() in days
        assert at > datetime.now(UTC) - timedelta(minutes=5)
        assert run.parameters == {"cycle": "a79-sse"}


def automations() -> dict[str, list[Automation]]:
    """The automations that start a deployment, by its name."""
    with get_client(sync_client=True) as client:
        found = client.read_automations()
    of: dict[str, list[Automation]] = {}
    names = {one.id: one.name for one in deployments().values()}
    for automation in found:
        (action,) = automation.actions
        assert isinstance(action, RunDeployment)
        assert action.deployment_id is not None
        of.setdefault(names[action.deployment_id], []).append(automation)
    return of


def test_each_trigger_is_an_automation_that_is_enabled(deployed: Deployed) -> None:
    there = automations()
    assert deployed
    assert {name: len(one["triggers"]) for name, one in STATED.items() if "triggers" in one} == {
        name: len(found) for name, found in there.items()
    }
    for name, found in there.items():
        assert all(automation.enabled for automation in found)
        stated = [
            (one["name"], one["description"], set(one["expect"]), one["match"], one["parameters"])
            for one in STATED[name]["triggers"]
        ]
        for automation in found:
            trigger, (action,) = automation.trigger, automation.actions
            assert isinstance(trigger, EventTrigger)
            assert isinstance(action, RunDeployment)
            match = trigger.model_dump()["match"]
            flat = {k: v[0] if isinstance(v, list) else v for k, v in match.items()}
            told = (automation.name, automation.description)
            assert (*told, trigger.expect, flat, action.parameters) in stated
            assert (trigger.threshold, trigger.within) == (1, timedelta(0))


def test_each_automation_has_a_name_of_its_own_and_says_what_it_waits_for() -> None:
    triggers = [one for stated in STATED.values() for one in stated.get("triggers", [])]
    assert len({one["name"] for one in triggers}) == len(triggers) == 6
    assert all(one["description"].endswith(".") for one in triggers)
    assert all(not re.search("[^a-z ]", one["name"]) for one in triggers)  # to be typed


@pytest.mark.slow
def test_bringing_them_again_makes_nothing_twice(
    deployed: Deployed, installed: Installation, server: Mapping[str, str]
) -> None:
    def identities() -> tuple[set[object], dict[str, list[str]]]:
        return (
            {one.id for one in deployments().values()},
            {name: sorted(a.name for a in found) for name, found in automations().items()},
        )

    before = identities()
    assert before[0] == {one.id for one in deployed.values()}
    installed.once("deploy")
    assert identities() == before
    # As one does by hand.
    done = subprocess.run(
        [str(BIN / "prefect"), "--no-prompt", "deploy", "--all"],
        cwd=ROOT, env=dict(server), capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert identities() == before


def test_nothing_in_the_file_is_of_this_machine() -> None:
    assert str(ROOT) not in TEXT
    assert str(Path.home()) not in TEXT
