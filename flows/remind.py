"""Remind those who have not replied, or whose file is still to be mended."""

from datetime import date

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from rapporteur.correspond.mail import sending
from rapporteur.correspond.mail.sending import LetterStatus
from rapporteur.design.cycle import Cycle
from rapporteur.flows.common import CycleId, home, log, plain, working
from rapporteur.kernel.settings import load_settings


@task(task_run_name="remind respondents of {cycle.id}", cache_policy=NO_CACHE)
def write(cycle: Cycle, on: date | None) -> list[LetterStatus]:
    """Write the reminders that are due, and send them where the settings say so."""
    return sending.send_reminders(cycle, load_settings(home()), on)


@flow(name="remind", flow_run_name="{cycle}: reminders")
@plain
def remind(cycle: CycleId, on: date | None = None) -> None:
    """Remind the respondents of a cycle, `on` a day, else today."""
    with working(cycle) as locked_cycle:
        for letter in write(locked_cycle, on):
            log(str(letter))
