"""Take replies from the mailbox, and tell their senders what has become of them."""

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from rapporteur.collect.mailbox.fetch import Fetched, fetch
from rapporteur.correspond.mail import sending
from rapporteur.correspond.mail.sending import LetterStatus
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.flows.common import CycleId, home, log, plain, working
from rapporteur.kernel.settings import load_settings


@task(task_run_name="take mail for {cycle.id}", cache_policy=NO_CACHE)
def take(cycle: Cycle) -> Fetched:
    """Take the attachments of new messages among the files received."""
    return fetch(cycle, load_settings(home()).imap)


@task(task_run_name="write to respondents of {cycle.id}", cache_policy=NO_CACHE)
def write(cycle: Cycle) -> list[LetterStatus]:
    """Write receipts and returns, and send them where the settings say so."""
    return sending.send_receipts_and_returns(cycle, load_settings(home()))


@flow(name="fetch-mail", flow_run_name="{cycle}: mailbox")
@plain
def fetch_mail(cycle: CycleId) -> None:
    """Take what is new in the mailbox into a cycle. Needs no lock: a run may be under way."""
    for line in take(load_cycle(home(), cycle)).lines():
        log(line)


@flow(name="correspond", flow_run_name="{cycle}: receipts and returns")
@plain
def correspond(cycle: CycleId) -> None:
    """Acknowledge what was received and return what is to be mended, after a run."""
    with working(cycle) as locked_cycle:
        for letter in write(locked_cycle):
            log(str(letter))
