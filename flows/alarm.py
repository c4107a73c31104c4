"""Tell the operators of a run that has failed, crashed or been ended for taking too long."""

import hashlib
from datetime import UTC, datetime
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun
from prefect.utilities.urls import url_for

from rapporteur.correspond.mail import sending
from rapporteur.design.cycle import load_cycle
from rapporteur.flows.common import home, log, plain
from rapporteur.kernel.settings import load_settings
from rapporteur.language.markdown import escape


@task(task_run_name="write to the operators", cache_policy=NO_CACHE)
def write(cycle: str, about: str, subject: str, page: str) -> None:
    """Put the alarm into the outbox, and send it where the settings say so."""
    loaded, settings = load_cycle(home(), cycle), load_settings(home())
    log(str(sending.notify_operators(loaded, settings, "alarm", about, subject, [subject, page])))


def _once_a_day(run: FlowRun) -> str:
    """The same for what ends the runs of one deployment in the same way on one day.

    What cannot be done is tried again every minute: a full disk would fill a mailbox too.
    """
    what = f"{run.deployment_id} {run.state.message if run.state else ''}"
    return f"{datetime.now(UTC):%Y-%m-%d}-{hashlib.sha256(what.encode()).hexdigest()[:8]}"


@flow(name="alarm", flow_run_name="alarm for {flow_run}")
@plain
def alarm(flow_run: UUID) -> None:
    """Say on a page, and by mail to the operators, which run has not ended well, and why."""
    with get_client(sync_client=True) as client:
        run = client.read_flow_run(flow_run)
    state = run.state.name.lower() if run.state and run.state.name else "unknown"
    message = run.state.message if run.state else ""
    why = " ".join((message or "").split())  # of one line, as a subject is
    page = str(url_for("flow-run", run.id))
    create_markdown_artifact(
        f"# {escape(run.name)}: {state}\n\n{escape(why)}\n\n[The run and its log]({page})\n",
        key="alarm",
        description="The last run that has not ended well",
    )
    if cycle := str(run.parameters.get("cycle", "")):
        write(cycle, _once_a_day(run), f"{run.name} ({state}): {why}", page)
