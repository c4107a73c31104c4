"""Disseminate: publish the tables."""

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.common import DELAYS, RETRIES, artifact_key, log, plain, unreachable, working
from rapporteur import run, summary
from rapporteur.cycle import Cycle
from rapporteur.expectations import Judged
from rapporteur.run import Result


@task(
    task_run_name="write the tables of {cycle.id}",
    retries=RETRIES,
    retry_delay_seconds=DELAYS,
    retry_condition_fn=unreachable,
    cache_policy=NO_CACHE,
)
def write(cycle: Cycle) -> Result:
    """Write the workbooks and the data package: nothing else keeps them waiting."""
    log("publishing")
    return run.disseminate(cycle)


@task(
    task_run_name="conclude {cycle.id}",
    retries=RETRIES,
    retry_delay_seconds=DELAYS,
    retry_condition_fn=unreachable,
    cache_policy=NO_CACHE,
)
def conclude(cycle: Cycle, result: Result, judged: Judged | None = None) -> Result:
    """Write what goes back to respondents, and the pages of what the suites expected."""
    return run.conclude(cycle, result, judged)


@task(task_run_name="sum up {cycle.id}", cache_policy=NO_CACHE)
def sum_up(cycle: Cycle, result: Result) -> None:
    """Put what was published, and what it rests on, on a page of Prefect's own."""
    create_markdown_artifact(
        summary.markdown(cycle, result),
        key=artifact_key(cycle, "summary"),
        description="What the last run published, and what it rests on",
    )


@flow(name="publish", flow_run_name="{cycle}: tables")
@plain
def publish(cycle: str) -> Result:
    """Publish the tables of a cycle from its warehouse."""
    with working(cycle) as one:
        result = conclude(one, write(one))
        sum_up(one, result)
    return result
