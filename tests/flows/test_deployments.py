"""The deployments of prefect.yaml, on a real server and with a real worker."""

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    FlowRunFilter,
    FlowRunFilterParentFlowRunId,
)
from prefect.client.schemas.objects import ConcurrencyLimitStrategy
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.schedules import RRuleSchedule

from rapporteur.cycle import Cycle, load_cycle

from .conftest import BIN, CYCLE, ROOT, Prefect, artifact, running

NAMES = ("ingest", "transform", "publish", "pipeline")


@pytest.fixture(scope="session")
def deployed(prefect: Prefect) -> dict[str, DeploymentResponse]:
    """What the server has after the commands of docs/operations.md, the last of them twice."""
    prefect("work-pool", "create", "rapporteur", "--type", "process")
    found: list[dict[str, UUID]] = []
    for _ in range(2):
        prefect("deploy", "--all")
        found.append({one.name: one.id for one in _deployments().values()})
    assert found[0] == found[1]
    return _deployments()


def _deployments() -> dict[str, DeploymentResponse]:
    with get_client(sync_client=True) as client:
        return {one.name: one for one in client.read_deployments()}


def test_each_flow_has_a_deployment(deployed: dict[str, DeploymentResponse]) -> None:
    assert set(deployed) == set(NAMES)
    for one in deployed.values():
        assert one.work_pool_name == "rapporteur"
        assert one.parameters == {"cycle": "a79-sse"}
        assert one.description
        assert "rapporteur" in one.tags
        assert one.global_concurrency_limit is not None
        assert one.global_concurrency_limit.limit == 1
        assert one.concurrency_options is not None
        assert one.concurrency_options.collision_strategy == ConcurrencyLimitStrategy.ENQUEUE
        assert one.pull_steps == [
            {"prefect.deployments.steps.set_working_directory": {"directory": str(ROOT)}}
        ]


def test_the_schedule_is_weekly_from_opening_to_deadline(
    deployed: dict[str, DeploymentResponse],
) -> None:
    definition = load_cycle(ROOT, "a79-sse").definition
    assert [one.name for one in deployed.values() if one.schedules] == ["pipeline"]
    (entry,) = deployed["pipeline"].schedules
    schedule = entry.schedule
    assert isinstance(schedule, RRuleSchedule)
    assert schedule.timezone == definition.time_zone
    days = [one.date() for one in rrulestr(schedule.rrule)]
    assert definition.opens_on <= days[0] < definition.opens_on + timedelta(weeks=1)
    assert {after - before for before, after in pairwise(days)} == {timedelta(weeks=1)}
    assert definition.deadline - timedelta(weeks=1) < days[-1] <= definition.deadline
    assert definition.deadline < datetime.now(ZoneInfo(definition.time_zone)).date()
    with get_client(sync_client=True) as client:
        assert not client.read_flow_runs(
            deployment_filter=DeploymentFilter.model_validate({"name": {"any_": list(NAMES)}})
        )


def test_nothing_in_the_file_is_of_this_machine() -> None:
    assert str(ROOT) not in (ROOT / "prefect.yaml").read_text(encoding="utf-8")


def test_a_worker_completes_a_triggered_pipeline(
    deployed: dict[str, DeploymentResponse], server: dict[str, str], cycle: Cycle, tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    command = [str(BIN / "prefect"), "worker", "start", "--pool", "rapporteur"]
    variables = server | {"RAPPORTEUR_HOME": str(cycle.home)}
    with get_client(sync_client=True) as client:
        run = client.create_flow_run_from_deployment(
            deployed["pipeline"].id, parameters={"cycle": CYCLE}
        )
    with running(command, log, variables), get_client(sync_client=True) as client:
        limit = time.monotonic() + 240
        while not run.state or not run.state.is_final():
            assert time.monotonic() < limit, log.read_text(encoding="utf-8")
            time.sleep(1)
            run = client.read_flow_run(run.id)
        below = client.read_flow_runs(
            flow_run_filter=FlowRunFilter(
                parent_flow_run_id=FlowRunFilterParentFlowRunId(any_=[run.id])
            )
        )
    assert run.state.is_completed(), log.read_text(encoding="utf-8")
    assert run.name == f"{CYCLE}: 3 files"
    assert {one.name for one in below} == {f"{CYCLE}: 3 files", f"{CYCLE}: tables"}
    assert {artifact(f"{CYCLE}-{name}").flow_run_id for name in ("summary", "findings")} <= {
        one.id for one in below
    }
    assert (cycle.outputs / "tables" / f"{CYCLE}.en.xlsx").exists()
    assert run.start_time is not None
    assert run.start_time < datetime.now(UTC)
