"""Retention: what no longer counts is taken away."""

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from rapporteur.design.cycle import Cycle
from rapporteur.flows.common import CycleId, home, log, plain, working
from rapporteur.kernel.settings import load_settings
from rapporteur.operate import retention


@task(task_run_name="tidy {cycle.id}", cache_policy=NO_CACHE)
def remove(cycle: Cycle, days: int) -> None:
    """Remove what has not counted for so many days."""
    for path in retention.tidy(cycle, days):
        log(f"removed {path}")


@flow(name="tidy", flow_run_name="{cycle}: retention")
@plain
def tidy(cycle: CycleId) -> None:
    """Remove landing folders of former forms; Prefect's own history its server removes."""
    with working(cycle) as locked_cycle:
        remove(locked_cycle, load_settings(home()).keep_days)
