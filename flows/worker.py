"""A Prefect worker that has its processes running before there is work.

`prefect worker start --type rapporteur --pool rapporteur`. Prefect's own process worker starts a
Python for each run, which costs as long as ten files. This one hands runs to processes that are
warm (`flows/executor.py`), and is told of them by the server's events; it polls too, more seldom,
for what it was not told.

A run has its process for itself as long as it lasts. One that dies, hangs beyond the time limit
or is cancelled is replaced, and the server is told in a sentence.
"""

import asyncio
import contextlib
import signal
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import anyio
import httpx
from anyio.abc import TaskStatus
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.responses import WorkerFlowRunResponse
from prefect.events.clients import get_events_subscriber
from prefect.events.filters import EventAnyResourceFilter, EventFilter, EventNameFilter
from prefect.exceptions import Abort
from prefect.utilities.engine import propose_state
from prefect.workers.base import (
    BaseJobConfiguration,
    BaseVariables,
    BaseWorker,
    BaseWorkerResult,
)
from pydantic import Field

from rapporteur.flows import POOL, ends
from rapporteur.flows.common import answering, answers, back, check_login
from rapporteur.flows.warm import Executor, Executors, mark
from rapporteur.kernel.errors import UserError

_TOLD = "prefect.flow-run.Scheduled"
_CANCELLED = "prefect.flow-run.Cancelling"
_AGAIN = 5.0  # seconds until the events are asked for again
_LIMIT = 3  # runs at once
_LAST_WORD = 10.0  # seconds in which a worker that is stopped tells of its runs


def end_at_sigint() -> None:
    """Let SIGINT end this process, where it was started with SIGINT ignored.

    A shell starts so what it runs in the background, and Prefect turns the SIGTERM of a worker into
    SIGINT. It notes the handler before it makes the worker, hence this is called at the import,
    where asyncio already runs and has set none.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        return
    try:
        loop, main = asyncio.get_running_loop(), asyncio.current_task()
    except RuntimeError:
        main = None
    if main is None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    else:  # as asyncio does
        signal.signal(signal.SIGINT, lambda *_: loop.call_soon_threadsafe(main.cancel))


end_at_sigint()


class Variables(BaseVariables):
    """What a deployment may say of how its runs are run."""

    time_limit: float = Field(
        default=900,
        title="Time limit",
        description="Seconds after which a run is taken for stuck, and its process ended.",
    )


class Configuration(BaseJobConfiguration):
    """How one run is run."""

    time_limit: float = Field(default=900, json_schema_extra={"template": "{{ time_limit }}"})


class Result(BaseWorkerResult):
    """That a run is over. The worker has told the server itself how it ended."""


@dataclass(slots=True)
class _Underway:
    executor: Executor
    cancelled: bool = field(default=False)


class WarmWorker(BaseWorker[Configuration, Variables, Result]):
    """Runs flow runs in processes that are already there, as many at once as its limit says."""

    type = POOL
    job_configuration = Configuration
    job_configuration_variables = Variables
    _description = "Run the flows of rapporteur in warm processes on this machine."

    def __init__(self, *arguments: Any, **options: Any) -> None:
        # Two cycles may be at what follows their tables while the files of a third are taken in.
        super().__init__(*arguments, **{**options, "limit": options.get("limit") or _LIMIT})
        self._executors = Executors(self._limit or _LIMIT)
        self._underway: dict[UUID, _Underway] = {}
        self._begun: dict[UUID, tuple[UUID | None, str]] = {}
        self._listener: asyncio.Task[None] | None = None
        self._away = False

    async def setup(self) -> None:
        """Start the processes while the server is asked for work.

        Without a login it ends, in a sentence: Prefect shows an exception with its traceback.
        """
        self._executors.start()
        async with get_client() as client:
            await answering(client)  # else the first try again would be half a minute later
            try:
                await check_login(client)
            except UserError as error:
                await self._executors.stop()
                self._logger.error(str(error))
                raise SystemExit(2) from None
        await super().setup()
        self._listener = asyncio.create_task(self._listen())

    async def teardown(self, *exc_info: Any) -> None:
        """End the processes, those of runs that are under way too."""
        self._executors.close()
        try:
            if self._listener:
                self._listener.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await self._listener
            await super().teardown(*exc_info)
        finally:
            await self._executors.stop()

    async def sync_with_backend(self) -> None:
        """Tell the server that the worker lives, and of runs whose process does not."""
        synced = False
        while not synced:
            async with self._patiently():
                await super().sync_with_backend()
                if self._work_pool is not None:
                    await self._give_up_the_dead()
                synced = True

    async def get_and_submit_flow_runs(self) -> list[FlowRun]:
        """Ask the server for work."""
        async with self._patiently():
            return await super().get_and_submit_flow_runs()
        return []

    async def _submit_scheduled_flow_runs(
        self, flow_run_response: list[WorkerFlowRunResponse]
    ) -> list[FlowRun]:
        """Begin runs: of each deployment one for a cycle at a time, so that cycles do not wait.

        A second one stays at the server, since it may have been asked for because of files that
        came after the first had begun.
        """
        busy = set(self._begun.values())
        free = []
        for response in flow_run_response:
            work = _work(response.flow_run)
            if work is None or work not in busy:
                free.append(response)
                busy |= {work} if work else set()
        begun = await super()._submit_scheduled_flow_runs(flow_run_response=free)
        for flow_run in begun:
            if work := _work(flow_run):
                self._begun[flow_run.id] = work
        return begun

    async def _submit_run(self, flow_run: FlowRun) -> None:
        try:
            await super()._submit_run(flow_run)
        finally:
            if flow_run.id not in self._underway:  # it has not begun, or has ended
                self._begun.pop(flow_run.id, None)

    async def run(
        self,
        flow_run: FlowRun,
        configuration: Configuration,
        task_status: TaskStatus[Any] | None = None,
    ) -> Result:
        """Run a flow run in a warm process, and see to it that the server knows its end."""
        deployment = await self.client.read_deployment(flow_run.deployment_id or UUID(int=0))
        executor = await self._executors.hired()
        self._underway[flow_run.id] = _Underway(executor)
        try:
            if task_status:
                task_status.started(mark(executor.pid))
            with anyio.move_on_after(configuration.time_limit) as limit:
                await executor.run(flow_run.id, deployment.entrypoint or "")
            if limit.cancelled_caught:
                await self._end(flow_run, ends.too_long(configuration.time_limit))
            elif self._underway[flow_run.id].cancelled:
                await self._end(flow_run, ends.cancelled())
            elif executor.died is not None:
                await self._end(flow_run, ends.died(executor.died))
        except asyncio.CancelledError:
            with anyio.move_on_after(_LAST_WORD, shield=True):
                await self._end(flow_run, ends.stopped())
            raise
        finally:
            del self._underway[flow_run.id]
            self._begun.pop(flow_run.id, None)
            self._executors.release(executor)
            # A run that waits for this one to end need not wait for the next poll.
            if self._runs_task_group:
                self._runs_task_group.start_soon(self._look)
        return Result(identifier=str(executor.pid), status_code=0)

    async def kill_infrastructure(
        self, infrastructure_pid: str, configuration: Configuration, grace_seconds: int = 30
    ) -> None:
        """End the process of a run; it has nothing to lose that is not done again."""
        for underway in self._underway.values():
            if mark(underway.executor.pid) == infrastructure_pid:
                underway.cancelled = True
                underway.executor.kill()

    async def _give_worker_labels_to_flow_run(self, flow_run_id: UUID) -> None:
        """Tell the server which worker took a run, unless it is too busy to hear that.

        Prefect's own worker lets the run crash.
        """
        with contextlib.suppress(httpx.HTTPError):
            await super()._give_worker_labels_to_flow_run(flow_run_id)

    @contextlib.asynccontextmanager
    async def _patiently(self) -> AsyncIterator[None]:
        """Wait for a server that is away, and say so once.

        Prefect's own worker shows its tracebacks, asks more and more seldom, and ends.
        """
        try:
            yield
        except httpx.HTTPError as error:
            if isinstance(error, httpx.HTTPStatusError) and error.response.status_code < 500:
                raise
            await self._back()

    async def _back(self) -> None:
        if not self._away:
            self._away = True
            self._logger.error("The server does not answer. Runs are taken again when it does.")
            await back(self.client)
            self._away = False
            self._logger.info("The server answers again.")
        await back(self.client)

    async def _look(self) -> None:
        with contextlib.suppress(Exception):  # the server is away: the next poll will see
            await super().get_and_submit_flow_runs()

    async def _listen(self) -> None:
        """Be told of runs to begin and runs to cancel, for as long as the worker works."""
        while True:
            try:
                names = EventNameFilter(name=[_TOLD, _CANCELLED])
                pool = EventAnyResourceFilter(id=[f"prefect.work-pool.{self.work_pool.id}"])
                wanted = EventFilter(event=names, any_resource=pool)
                async with get_events_subscriber(filter=wanted) as events:
                    await self._look()  # what came while nobody listened
                    async for event in events:
                        if event.event == _TOLD:
                            await self._look()
                        else:
                            self._cancel(event.resource.id.rpartition(".")[2])
            except Exception as error:
                if not await answers(self.client):
                    await self._back()
                    continue
                self._logger.info("The server's events cannot be heard: %s", error)
            await asyncio.sleep(_AGAIN)

    def _cancel(self, identifier: str) -> None:
        underway = self._underway.get(UUID(identifier))
        if underway:
            underway.cancelled = True
            underway.executor.kill()

    async def _give_up_the_dead(self) -> None:
        """Tell the server of runs that this machine began and whose process is no more.

        Else a worker that was killed would leave them running for ever, and with them their
        slots in a deployment's limit.
        """
        runs = await self.client.read_flow_runs(
            work_pool_filter=WorkPoolFilter(name=WorkPoolFilterName(any_=[self._work_pool_name])),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(
                    type=FlowRunFilterStateType(
                        any_=[StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
                    )
                )
            ),
        )
        workers = await self.client.read_workers_for_work_pool(self._work_pool_name)
        patience = ends.LONG_PATIENCE if ends.another_lives(workers, self.name) else ends.PATIENCE
        for run in runs:
            is_ours = run.id in self._underway or run.id in self._submitting_flow_run_ids
            if run.deployment_id and not is_ours and ends.abandoned(run, patience):
                await self._end(run, ends.left_behind())

    async def _end(self, flow_run: FlowRun, state: State[Any]) -> None:
        await back(self.client)  # else nobody would be alarmed
        with contextlib.suppress(Abort):  # it has ended otherwise
            await propose_state(self.client, state, flow_run_id=flow_run.id)


def _work(flow_run: FlowRun) -> tuple[UUID | None, str] | None:
    """What a run does, for which cycle; None if it is for none."""
    cycle = flow_run.parameters.get("cycle")
    return (flow_run.deployment_id, str(cycle)) if cycle else None
