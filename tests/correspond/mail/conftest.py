"""A mailbox and a cycle of its own for each test; the servers run once."""

import itertools
from collections.abc import Iterator

import pytest

from tests.correspond.mail.servers import DOVECOT, Imap, dovecot

_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def imap_server() -> Iterator[Imap]:
    """A Dovecot; skips where there is none."""
    if DOVECOT is None:
        pytest.skip("Dovecot is not installed: apt-get install dovecot-imapd")
    with dovecot() as running:
        yield running


@pytest.fixture
def imap(imap_server: Imap) -> Imap:
    """An empty mailbox."""
    running = imap_server
    return Imap(
        running.port,
        running.tls_port,
        running.certificate,
        running.folder,
        f"replies{next(_NUMBERS)}",
    )
