"""Collect: register the received files and land what they hold."""

from typing import Any

from prefect import Flow, State, flow, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import FlowRun

from rapporteur.collect import land_cycle, receipts
from rapporteur.collect.receipts import Received
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.flows import events
from rapporteur.flows.common import (
    DELAYS,
    RETRIES,
    CycleId,
    home,
    log,
    plain,
    run_name,
    unreachable,
)

_landed: dict[str, list[Received]] = {}
"""What a run has landed, until it is told. The state that a busy server gives back has no data."""


@task(
    task_run_name="register the files of {cycle.id}",
    retries=RETRIES,
    retry_delay_seconds=DELAYS,
    retry_condition_fn=unreachable,
    cache_policy=NO_CACHE,
)
def register(cycle: Cycle) -> list[Received]:
    """Find the received files and note those that are new."""
    return receipts.received(cycle)


@task(
    task_run_name="land the new files of {cycle.id}",
    retries=RETRIES,
    retry_delay_seconds=DELAYS,
    retry_condition_fn=unreachable,
    cache_policy=NO_CACHE,
)
def land(cycle: Cycle, files: list[Received]) -> list[Received]:
    """Read the files that are not landed yet; after a failure, go on where it stopped."""
    return land_cycle.land_new(cycle, files, log)


def tell(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Tell of what was landed once the run is over, and its slot free.

    On SQLite it would be worse than early: what an event sets off writes to the server's database
    at the same time as the end of the run does, is refused, and tries again two seconds later.
    """
    events.landed(str(flow_run.parameters["cycle"]), _landed.pop(str(flow_run.id), []))


@flow(name="ingest", flow_run_name=run_name, on_completion=[tell])
@plain
def ingest(cycle: CycleId) -> None:
    """Register and land the files that were received for a cycle."""
    loaded = load_cycle(home(), cycle)  # no lock: what is landed is never changed
    _landed[str(runtime.flow_run.id)] = land(loaded, register(loaded))
