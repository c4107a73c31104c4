"""Every day: tell when a deadline is near and replies are missing."""

from prefect import flow

from rapporteur.correspond.mail import outbox, reminders
from rapporteur.correspond.mail.correspondence_register import last_entries
from rapporteur.design.cycle import load_cycle
from rapporteur.flows import events
from rapporteur.flows.common import CycleId, home, log, plain
from rapporteur.kernel.settings import load_settings


@flow(name="deadlines", flow_run_name="{cycle}: deadline")
@plain
def deadlines(cycle: CycleId) -> None:
    """Tell of a deadline that is near, as long as there are reminders to write for its stage."""
    loaded = load_cycle(home(), cycle)
    today = reminders.today(loaded)
    due = reminders.letters(loaded, load_settings(home()).remind_days, today)
    written = {*outbox.keys(loaded), *last_entries(loaded)}
    new = [letter for letter in due if letter.key not in written]
    log(f"{len(due)} reminders are due, {len(new)} of them not written yet")
    if new:
        events.deadline_near(loaded, today, len(new))
