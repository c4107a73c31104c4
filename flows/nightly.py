"""Every night: compare what is published with a rebuild from the inputs alone."""

from collections.abc import Iterator, Sequence

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from rapporteur.design.cycle import Cycle
from rapporteur.evaluate import rebuild
from rapporteur.evaluate.rebuild import Verified
from rapporteur.flows.common import CycleId, log, plain, run_name, working
from rapporteur.kernel.errors import UserError

_NAMED = 10
"""Files that a message names: a letter to the operators is no list of all there is."""


@task(task_run_name="rebuild {cycle.id} and compare", cache_policy=NO_CACHE)
def compare(cycle: Cycle) -> Verified | None:
    """Rebuild the cycle in a folder of its own."""
    return rebuild.verify(cycle, log)


@flow(name="nightly", flow_run_name=run_name)
@plain
def nightly(cycle: CycleId) -> None:
    """Rebuild a cycle from its inputs; the run fails if what is published differs."""
    with working(cycle) as locked_cycle:
        comparison = compare(locked_cycle)
    if comparison is None:
        log("the tables are not of all that there is: nothing to compare until the next run")
    elif comparison.sound:
        log(f"{comparison.files} files are what a rebuild gives, and what their manifests say")
    else:
        raise UserError(
            " ".join(_differences(cycle, comparison)),
            "Keep a copy of outputs/ to see why, delete it, and run the pipeline.",
        )


def _differences(cycle: str, comparison: Verified) -> Iterator[str]:
    """What is wrong, in a sentence each; all names are in the log."""
    for name in sorted({*comparison.different, *comparison.altered}):
        log(f"not as it should be: {name}")
    if comparison.different:
        yield (
            f"A rebuild of {cycle} gives something else than what is published in "
            f"{_listed(comparison.different)}."
        )
    if comparison.altered:
        yield f"Changed after publication, by the manifests: {_listed(comparison.altered)}."


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
