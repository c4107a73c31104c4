"""Process and analyse: build the warehouse from what is landed."""

import duckdb
from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from flows.common import artifact_key, log, plain, run_name, working
from rapporteur import collect, landing, summary, validation, warehouse
from rapporteur.cycle import Cycle


@task(task_run_name="stage {cycle.id}", cache_policy=NO_CACHE)
def stage(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    """Load the landed answers and shape them as the form is."""
    log("loading the answers")
    warehouse.stage(con, cycle, collect.landed(cycle), landing.folder(cycle))


@task(task_run_name="validate {cycle.id}", cache_policy=NO_CACHE)
def validate(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    """Judge all submissions in one batch."""
    log("validating")
    validation.validate(con, cycle)


@task(task_run_name="make the tables of {cycle.id}", cache_policy=NO_CACHE)
def derive(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    """Run the SQL: staging, intermediate, marts."""
    log("making the tables")
    warehouse.derive(con, cycle)


@task(task_run_name="show the findings of {cycle.id}", cache_policy=NO_CACHE)
def show_findings(cycle: Cycle) -> None:
    """Put the findings on a page of Prefect's own."""
    rows, number = summary.findings(cycle)
    create_table_artifact(
        rows,
        key=artifact_key(cycle, "findings"),
        description=f"{number} findings, the gravest first; here are {len(rows)} of them.",
    )


@flow(name="transform", flow_run_name=run_name)
@plain
def transform(cycle: str) -> None:
    """Build the warehouse of a cycle: staging, validation, tables."""
    with working(cycle) as one:
        with warehouse.building(one) as con:
            stage(con, one)
            validate(con, one)
            derive(con, one)
        show_findings(one)
