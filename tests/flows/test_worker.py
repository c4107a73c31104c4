"""A real worker: warm processes, and what becomes of runs that do not end by themselves."""

import asyncio
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import UUID

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.responses import DeploymentResponse
from prefect.states import Cancelling
from prefect.workers.base import BaseWorker

from rapporteur.flows import POOL, warm
from rapporteur.flows.warm import Executors
from rapporteur.flows.worker import WarmWorker
from tests.installation import IN_THE_BACKGROUND, Installation

from .conftest import beside, ended, run_of, started, until
from .processes import alive, called, family


def sample(name: str, time_limit: float = 60) -> UUID:
    """A deployment of one of the flows in samples.py."""
    with get_client(sync_client=True) as client:
        flow = client.create_flow_from_name(name)
        return client.create_deployment(
            flow,
            name=f"{name}-{time_limit}",
            entrypoint=f"tests.flows.samples.{name}",
            work_pool_name=POOL,
            job_variables={"time_limit": time_limit},
        )


@pytest.fixture(scope="module", autouse=True)
def _samples_taken_away(deployed: Mapping[str, DeploymentResponse]) -> Iterator[None]:
    """Leave the server, which other files use too, with the deployments that it had."""
    yield
    with get_client(sync_client=True) as client:
        for deployment in client.read_deployments():
            if deployment.name not in deployed:
                client.delete_deployment(deployment.id)


@pytest.fixture
def worker(worker_kept: Installation) -> Installation:
    """A worker that is there at the beginning of each test."""
    process = worker_kept.processes.get("worker")
    if process is None or process.poll() is not None:
        start(worker_kept)
    return worker_kept


@pytest.fixture(scope="module")
def worker_kept(
    installed: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("worker")
    # It asks for work once when it starts and is told of the rest: a run that nobody told of
    # would not end while a test waits.
    seldom = {"PREFECT_WORKER_QUERY_SECONDS": "3600"}
    with beside(installed, folder, folder / "home", **seldom) as running:
        yield running


def start(installation: Installation) -> int:
    """Start the worker; returns its process."""
    before = installation.log("worker").count("started!")
    process = installation.start("worker", *IN_THE_BACKGROUND)
    installation.until(lambda: installation.log("worker").count("started!") > before, "the worker")
    return process.pid


def executors(pid: int) -> set[int]:
    return {one for one in family(pid) if called(one).endswith("-m rapporteur.flows.executor")}


def process_of(run: FlowRun) -> int:
    return int((run.infrastructure_pid or "").split(":")[1])


def underway(identifier: UUID) -> FlowRun:
    """A run that a process has taken."""
    until(
        lambda: (
            (run := run_of(identifier)).state
            and run.state.is_running()
            and run.infrastructure_pid is not None
        ),
        "the run is not begun",
    )
    return run_of(identifier)


def message(run: FlowRun) -> str:
    assert run.state is not None
    return str(run.state.message)


def test_prefect_knows_the_type_by_the_entry_point() -> None:
    assert BaseWorker.get_worker_class_from_type(POOL) is WarmWorker
    assert WarmWorker.get_description()


def test_runs_are_run_by_the_processes_that_are_there(worker: Installation) -> None:
    pid = worker.processes["worker"].pid
    until(lambda: len(executors(pid)) == 3, "three warm processes")
    there = executors(pid)
    deployment = sample("quick")
    runs = [ended(started(deployment)) for _ in range(4)]
    assert {run.state.type for run in runs if run.state} == {StateType.COMPLETED}
    assert {process_of(run) for run in runs} <= there
    assert executors(pid) == there


def test_no_cycle_waits_for_another_and_of_one_cycle_a_run_waits_for_the_other(
    worker: Installation, tmp_path: Path
) -> None:
    deployment = sample("held")
    begun = [started(deployment, cycle=cycle, folder=str(tmp_path)) for cycle in ("a", "a", "b")]
    until(lambda: {path.name for path in tmp_path.iterdir()} == {"a", "b"}, "both cycles")
    (tmp_path / "go").touch()
    first, second, _ = (ended(run) for run in begun)
    for run in (first, second):
        assert run.state is not None
        assert run.state.type == StateType.COMPLETED
    earlier, later = sorted((first, second), key=lambda run: str(run.start_time))
    assert earlier.end_time is not None
    assert later.start_time is not None
    assert earlier.end_time <= later.start_time


@pytest.mark.slow
def test_a_process_from_before_an_upgrade_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    async def pids() -> list[int]:
        executors = Executors(1)
        executors.start()
        try:
            first = await executors.hired()
            executors.release(first)
            same = await executors.hired()
            executors.release(same)
            monkeypatch.setattr(warm, "installed_program_hash", lambda: "another program")
            other = await executors.hired()
            return [first.pid, same.pid, other.pid]
        finally:
            await executors.stop()

    first, same, other = asyncio.run(pids())
    assert first == same
    assert first != other
    assert not alive(first)


def test_a_run_is_begun_when_it_is_told_of_and_not_at_the_next_poll(worker: Installation) -> None:
    deployment = sample("quick")
    for _ in range(3):
        assert ended(started(deployment)).state.is_completed()  # type: ignore[union-attr]


def test_a_run_that_is_stuck_is_ended_at_its_time_limit(worker: Installation) -> None:
    run = ended(started(sample("stuck", time_limit=2)))
    assert run.state is not None
    assert (run.state.type, run.state.name) == (StateType.FAILED, "TimedOut")
    assert message(run) == (
        "It took longer than 2 seconds and was ended. What was published before is whole. "
        "If files are that many, raise the time limit of the deployment."
    )
    until(lambda: not alive(process_of(run)), "its process lives")
    assert ended(started(sample("quick"))).state.is_completed()  # type: ignore[union-attr]


def test_a_run_that_is_cancelled_is_ended(worker: Installation) -> None:
    run = underway(started(sample("stuck")))
    with get_client(sync_client=True) as client:
        client.set_flow_run_state(run.id, Cancelling())
    run = ended(run.id)
    assert run.state is not None
    assert run.state.type == StateType.CANCELLED
    assert message(run) == "Cancelled while it was running."
    until(lambda: not alive(process_of(run)), "its process lives")


@pytest.mark.slow
@pytest.mark.parametrize(("flow", "how"), [("dying", "signal 9"), ("leaving", "exit code 3")])
def test_a_run_whose_process_dies_has_crashed(worker: Installation, flow: str, how: str) -> None:
    run = ended(started(sample(flow)))
    assert run.state is not None
    assert run.state.type == StateType.CRASHED
    assert message(run) == (
        f"Its process died ({how}). What was to be done is done by the next run."
    )
    assert ended(started(sample("quick"))).state.is_completed()  # type: ignore[union-attr]


@pytest.mark.slow
def test_a_process_that_has_grown_is_replaced(worker: Installation) -> None:
    run = ended(started(sample("growing")))
    assert run.state is not None
    assert run.state.is_completed(), message(run)
    until(lambda: not alive(process_of(run)), "it keeps the memory")
    quick = sample("quick")
    assert process_of(run) not in {process_of(ended(started(quick))) for _ in range(3)}


@pytest.mark.slow
def test_the_next_worker_gives_up_the_runs_of_one_that_was_killed(worker: Installation) -> None:
    pid = worker.processes["worker"].pid
    until(lambda: len(executors(pid)) == 3, "three warm processes")
    left = executors(pid)
    run = underway(started(sample("stuck")))
    worker.kill("worker")
    until(lambda: not any(map(alive, left)), "the processes of a worker that was killed live")
    start(worker)
    run = ended(run.id)
    assert run.state is not None
    assert run.state.type == StateType.CRASHED
    assert message(run) == (
        "The process that ran it is no more. What was to be done is done by the next run."
    )


def test_a_worker_that_is_told_to_end_leaves_nothing(worker: Installation) -> None:
    pid = worker.processes["worker"].pid
    until(lambda: len(executors(pid)) == 3, "three warm processes")
    there = family(pid)
    run = underway(started(sample("stuck")))
    assert worker.stop("worker") != -signal.SIGKILL  # it needed not to be killed
    assert not any(map(alive, there))
    run = ended(run.id)
    assert message(run) == "The worker was stopped. What was to be done is done by the next run."


@pytest.mark.slow
def test_an_idle_worker_ends_well(worker: Installation) -> None:
    there = family(worker.processes["worker"].pid)
    assert worker.stop("worker") in (0, -signal.SIGINT, 128 + signal.SIGINT)
    assert not any(map(alive, there))


def test_a_worker_ends_without_a_word_of_its_own_failure(worker_kept: Installation) -> None:
    log = worker_kept.log("worker")
    assert "Event loop is closed" not in log
    assert "never retrieved" not in log
