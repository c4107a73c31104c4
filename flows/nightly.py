"""Every night: hold the published tables against a rebuild from the inputs alone."""

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.common import CycleId, log, plain, run_name, working
from rapporteur import verify
from rapporteur.cycle import Cycle
from rapporteur.errors import UserError
from rapporteur.verify import Verified


@task(task_run_name="rebuild {cycle.id} and compare", cache_policy=NO_CACHE)
def compare(cycle: Cycle) -> Verified | None:
    """Rebuild the cycle in a folder of its own."""
    return verify.verify(cycle, log)


@flow(name="nightly", flow_run_name=run_name)
@plain
def nightly(cycle: CycleId) -> None:
    """Rebuild a cycle from its inputs; the run fails if what is published is something else."""
    with working(cycle) as one:
        found = compare(one)
    if found is None:
        log("the tables are not of all that there is: nothing to compare until the next run")
    elif found.different:
        raise UserError(
            f"A rebuild of {cycle} gives something else than what is published in "
            f"{', '.join(found.different)}.",
            "Keep a copy of outputs/ to see why, delete it, and run the pipeline.",
        )
    else:
        log(f"{found.files} files are what a rebuild gives")
