"""The server tells of what comes; nobody asks."""

import threading
import time

import pytest

from rapporteur.collect.mailbox.fetch import fetch
from rapporteur.collect.mailbox.imap import OpenMailbox, wait
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from tests.correspond.mail.messages import mail
from tests.correspond.mail.servers import NO_IDLE, Imap, dovecot, free_port

LONG = 300
"""Seconds, of which a busy machine does not need a fifth."""


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set when somebody begins to wait for what the server tells."""
    begun, wait_for = threading.Event(), OpenMailbox.idle

    def idle(box: OpenMailbox, seconds: float) -> bool:
        begun.set()
        return wait_for(box, seconds)

    monkeypatch.setattr(OpenMailbox, "idle", idle)
    return begun


def test_a_message_ends_the_waiting(tiny: Cycle, imap: Imap, idle: threading.Event) -> None:
    came: list[float] = []

    def later() -> None:
        idle.wait(LONG)
        came.append(time.monotonic())
        imap.deliver(mail(("a.xlsx", b"1")))

    sender = threading.Thread(target=later)
    sender.start()
    assert wait(imap.settings(), LONG)
    assert time.monotonic() - came[0] < LONG - 60  # and not after the time
    sender.join()
    assert len(fetch(tiny, imap.settings()).taken) == 1


def test_what_is_there_already_is_not_waited_for(imap: Imap) -> None:
    imap.deliver(mail(("a.xlsx", b"1")))
    begun = time.monotonic()
    assert wait(imap.settings(), LONG)
    assert time.monotonic() - begun < LONG - 60


def test_what_was_looked_at_ends_no_waiting(tiny: Cycle, imap: Imap) -> None:
    imap.deliver(mail(("a.xlsx", b"1")))
    imap.deliver(mail(subject="A question"))
    fetch(tiny, imap.settings())
    begun = time.monotonic()
    assert not wait(imap.settings(), 1)
    assert time.monotonic() - begun > 0.9


@pytest.mark.usefixtures("imap_server")
def test_a_server_that_cannot_tell_is_asked_after_the_time() -> None:
    with dovecot(NO_IDLE) as imap:
        begun = time.monotonic()
        assert not wait(imap.settings(), 1)
        assert time.monotonic() - begun > 0.9
        imap.deliver(mail(("a.xlsx", b"1")))
        assert wait(imap.settings(), 0.1)


def test_a_server_that_is_away_is_said(imap: Imap) -> None:
    with pytest.raises(UserError, match="cannot be used"):
        wait(imap.settings(port=free_port()), 1)


@pytest.mark.usefixtures("imap_server")
def test_a_server_that_goes_away_is_said(idle: threading.Event) -> None:
    caught: list[UserError] = []
    with dovecot() as imap:
        server = imap.settings()

        def waiting() -> None:
            try:
                wait(server, LONG)
            except UserError as error:
                caught.append(error)

        thread = threading.Thread(target=waiting)
        thread.start()
        assert idle.wait(LONG)
    thread.join(LONG - 60)
    assert not thread.is_alive()
    assert "cannot be used" in str(caught[0])
