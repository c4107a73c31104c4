"""Process and analyse: build the warehouse from what is landed."""

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from rapporteur.collect import land_cycle
from rapporteur.design.cycle import Cycle
from rapporteur.evaluate import run_summary
from rapporteur.flows.common import (
    CycleId,
    artifact_key,
    log,
    markdown_cells,
    plain,
    run_name,
    working,
)
from rapporteur.process.great_expectations import Judged
from rapporteur.warehouse import build as warehouse


@task(task_run_name="build the warehouse of {cycle.id}", cache_policy=NO_CACHE)
def build(cycle: Cycle) -> Judged:
    """Load the landed answers, validate them in one batch, make the tables."""
    return warehouse.build(cycle, land_cycle.landed(cycle), log)


@task(task_run_name="show the findings of {cycle.id}", cache_policy=NO_CACHE)
def show_findings(cycle: Cycle) -> None:
    """Put the findings on a page of Prefect's own."""
    rows, number = run_summary.findings(cycle)
    create_table_artifact(
        markdown_cells(rows),
        key=artifact_key(cycle, "findings"),
        description=f"{number} findings, the gravest first; here are {len(rows)} of them.",
    )


@flow(name="transform", flow_run_name=run_name)
@plain
def transform(cycle: CycleId) -> None:
    """Build the warehouse of a cycle: staging, validation, tables."""
    with working(cycle) as locked_cycle:
        build(locked_cycle).write_docs(locked_cycle.data_docs, locked_cycle.id)
        show_findings(locked_cycle)
