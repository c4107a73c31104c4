"""Every week: how the replies stand, as a page and as mail to the secretariat."""

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from rapporteur.correspond.mail import reminders, sending
from rapporteur.design.cycle import Cycle
from rapporteur.evaluate import run_summary
from rapporteur.flows.common import CycleId, artifact_key, home, log, plain, working
from rapporteur.kernel.settings import load_settings
from rapporteur.language.markdown import escape


@task(task_run_name="write to the secretariat about {cycle.id}", cache_policy=NO_CACHE)
def write(cycle: Cycle, text: list[str]) -> None:
    """Put the digest into the outbox, and send it where the settings say so."""
    day = reminders.today(cycle).isoformat()
    subject = f"state of replies on {day}"
    log(str(sending.notify_operators(cycle, load_settings(home()), "digest", day, subject, text)))


@flow(name="digest", flow_run_name="{cycle}: digest")
@plain
def digest(cycle: CycleId) -> None:
    """Say how many have replied, who has not, and what is blocked or to be corrected."""
    with working(cycle) as locked_cycle:
        text = run_summary.digest(locked_cycle)
        create_markdown_artifact(
            "\n\n".join(map(escape, text)),
            key=artifact_key(locked_cycle, "digest"),
            description="How the replies stand, week by week",
        )
        write(locked_cycle, text)
