"""Disseminate: publish the tables."""

from prefect import flow, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
)
from prefect.cache_policies import NO_CACHE

from rapporteur import pipeline
from rapporteur.disseminate.publication import Publication
from rapporteur.evaluate import published_page, run_summary
from rapporteur.flows.common import (
    DELAYS,
    RETRIES,
    CycleId,
    artifact_key,
    log,
    markdown_cells,
    plain,
    unreachable,
    working,
)
from rapporteur.pipeline import Result
from rapporteur.process.great_expectations import Judged


@task(
    task_run_name="write the tables of {publication.cycle.id}",
    retries=RETRIES,
    retry_delay_seconds=DELAYS,
    retry_condition_fn=unreachable,
    cache_policy=NO_CACHE,
)
def write(publication: Publication) -> Result:
    """Publish the workbooks and the data package, before anything else is written."""
    log("publishing")
    return pipeline.disseminate(publication)


@task(
    task_run_name="conclude {publication.cycle.id}",
    retries=RETRIES,
    retry_delay_seconds=DELAYS,
    retry_condition_fn=unreachable,
    cache_policy=NO_CACHE,
)
def conclude(publication: Publication, result: Result, judged: Judged | None = None) -> Result:
    """Write the pictures, annex and returns, and the pages about the suites."""
    return pipeline.conclude(publication, result, judged)


@task(task_run_name="sum up {publication.cycle.id}", cache_policy=NO_CACHE)
def sum_up(publication: Publication, result: Result) -> None:
    """Show what was published, what it rests on and what it lacks, as artifacts of Prefect."""
    cycle, now = publication.cycle, result.status
    asked = sum(now.asked.values())
    create_markdown_artifact(
        run_summary.markdown(cycle, result),
        key=artifact_key(cycle, "summary"),
        description="What the last run published, and what it rests on",
    )
    create_table_artifact(
        markdown_cells(run_summary.submissions(cycle)),
        key=artifact_key(cycle, "submissions"),
        description=f"{len(now.submissions)} received files and their states",
    )
    create_progress_artifact(
        100 * now.replies / asked if asked else 0.0,
        key=artifact_key(cycle, "progress"),
        description=f"{now.replies} replies of {asked} respondents asked",
    )
    create_markdown_artifact(
        published_page.markdown(publication, result),
        key=artifact_key(cycle, "tables"),
        description="The published tables, and where their workbooks are",
    )


@flow(name="publish", flow_run_name="{cycle}: tables")
@plain
def publish(cycle: CycleId) -> Result:
    """Publish the tables of a cycle from its warehouse."""
    with working(cycle) as locked_cycle:
        publication = Publication(locked_cycle)
        result = conclude(publication, write(publication))
        sum_up(publication, result)
    return result
