"""The flows about mail: thin, and a mistake is the message of the failed run."""

from datetime import date

import pytest

from rapporteur.correspond.mail import outbox
from rapporteur.design.cycle import Cycle
from rapporteur.flows.correspond import correspond, fetch_mail
from rapporteur.flows.remind import remind
from rapporteur.pipeline import run

from .conftest import CYCLE

pytestmark = pytest.mark.usefixtures("server")


def test_letters_lie_in_the_outbox_after_the_flows(cycle: Cycle) -> None:
    unread = remind(CYCLE, on=date(2015, 1, 28), return_state=True)
    assert "3 received files have not been through a run" in str(unread.message)
    run(cycle)
    remind(CYCLE, on=date(2015, 1, 28))
    correspond(CYCLE)
    keys = outbox.keys(cycle)
    # Three of those asked have replied, and what they sent is in order.
    assert sum(key.startswith("receipt-") for key in keys) == 3
    assert sum(key.startswith("return-") for key in keys) == 3
    reminded = {key.removeprefix("reminder-") for key in keys if key.startswith("reminder-")}
    assert "XAC-3" in reminded
    assert "XAA-3" not in reminded


def test_without_a_mailbox_the_flow_says_so(cycle: Cycle) -> None:
    state = fetch_mail(CYCLE, return_state=True)
    assert state.is_failed()
    assert "the settings name no host" in str(state.message)
