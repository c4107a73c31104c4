"""Collect: register the received files and land what they hold."""

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.common import DELAYS, RETRIES, log, plain, run_name, unreachable, working
from rapporteur import collect, receipts
from rapporteur.cycle import Cycle
from rapporteur.receipts import Received


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
def land(cycle: Cycle, files: list[Received]) -> None:
    """Read the files that are not landed yet; after a failure, go on where it stopped."""
    collect.land_new(cycle, files, log)


@flow(name="ingest", flow_run_name=run_name)
@plain
def ingest(cycle: str) -> None:
    """Register and land the files that were received for a cycle."""
    with working(cycle) as one:
        land(one, register(one))
