"""The mailbox that the tests of mail use too."""

from tests.correspond.mail.conftest import imap, imap_server

__all__ = ["imap", "imap_server"]
