"""Open an IMAP mailbox, read and mark its messages, and wait for new ones."""

import errno
import imaplib
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted
from imap_tools.errors import (
    ImapToolsError,
    MailboxFolderSelectError,
    MailboxLoginError,
    MailboxStarttlsError,
)
from imap_tools.utils import check_command_status

from rapporteur.kernel.errors import UserError
from rapporteur.kernel.settings import Mailbox

TAKEN = "$RapporteurTaken"
"""The keyword of a message whose attachments were taken."""

LEFT = "$RapporteurLeft"
"""The keyword of a message that is left for a person to read."""

LONGEST_HEADERS = 64 * 2**10
"""The bytes of a message's headers that are read; those of real mail take a tenth of it."""

_PORTS = {"tls": 993, "starttls": 143, "none": 143}
_PATIENCE = 60.0  # seconds to wait for an answer of the server
_IDLE_SECONDS = 60.0  # of one IDLE: the delay of a message that comes between two of them
_FILE_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
_SETTINGS = "The settings of the mailbox are under [imap] in rapporteur.toml."


class OpenMailbox:
    """A connection to a mailbox, with its folder selected."""

    def __init__(self, box: BaseMailBox) -> None:
        self._box = box
        # A server that does not list the flags that it keeps keeps all (RFC 3501, 7.1).
        (flags,) = box.client.response("PERMANENTFLAGS")[1] or (None,)
        kept = flags.decode("ascii", "replace").lower() if isinstance(flags, bytes) else "\\*"
        self.keywords = "\\*" in kept or TAKEN.lower() in kept

    def new(self) -> list[str]:
        """The UIDs of new messages; if the server keeps no keywords, of unseen messages."""
        criterion = f"UNKEYWORD {TAKEN} UNKEYWORD {LEFT}" if self.keywords else "UNSEEN"
        return self._box.uids(f"{criterion} UNDELETED", None)

    def unread(self) -> list[str]:
        """The UIDs of messages left for a person that nobody has opened."""
        if not self.keywords:
            return []  # such messages are new until somebody opens them
        return self._box.uids(f"KEYWORD {LEFT} UNSEEN UNDELETED", None)

    def mark(self, uid: str, *, taken: bool, left: bool) -> None:
        """Mark a message as taken, left for a person, or both.

        A server that keeps no keywords has only "seen", for a message that nobody has to read.
        Unlike imap-tools' own method, this does not expunge.
        """
        keywords = [keyword for keyword, true in ((TAKEN, taken), (LEFT, left)) if true]
        flag = " ".join(keywords) if self.keywords else "" if left else "\\Seen"
        if not flag:
            return
        status, response = self._box.client.uid("STORE", uid, "+FLAGS.SILENT", f"({flag})")
        if status != "OK":
            raise imaplib.IMAP4.error(f"the server does not mark a message: {response!r}")

    def envelope(self, uid: str) -> tuple[int, datetime | None, bytes] | None:
        """A message's size in bytes, when the server received it, and its headers.

        Of headers that are longer than `LONGEST_HEADERS` the server sends the beginning, one byte
        more than that. None if the message is gone.
        """
        beginning = f"BODY.PEEK[HEADER]<0.{LONGEST_HEADERS + 1}>"
        response = self._fetch(uid, f"(RFC822.SIZE INTERNALDATE {beginning})")
        if not any(response):
            return None
        parts = [part for item in response if item for part in (item if _pair(item) else (item,))]
        headers = next((item[1] for item in response if _pair(item)), b"")
        items = b" ".join(part for part in parts if part is not headers).decode("ascii", "replace")
        size = items.partition("RFC822.SIZE ")[2].partition(" ")[0].rstrip(")")
        date = items.partition('INTERNALDATE "')[2].partition('"')[0]
        return int(size or 0), parse_date(date), headers

    def message(self, uid: str) -> bytes:
        """A message as it was received, empty if it is gone. It is not marked as seen."""
        response = self._fetch(uid, "(BODY.PEEK[])")
        return next((item[1] for item in response if _pair(item)), b"")

    def _fetch(self, uid: str, items: str) -> Sequence[Any]:
        status, response = self._box.client.uid("FETCH", uid, items)
        if status != "OK":
            raise imaplib.IMAP4.error(f"the server does not send a message: {response!r}")
        return response

    def idle(self, seconds: float) -> bool:
        """Wait until the server announces a message, at most `seconds`; whether it did."""
        with self._box.idle as idle:
            responses = idle.poll(timeout=seconds)
        return any(b"EXISTS" in line for line in responses)

    def can_idle(self) -> bool:
        """Whether the server announces new messages (IDLE, RFC 2177)."""
        _, capabilities = self._box.client.capability()
        return b" IDLE" in b" ".join(capabilities).upper()


def parse_date(text: str) -> datetime | None:
    """The UTC time of a date in a mail header, None if it is malformed; without a zone, UTC."""
    try:
        when = parsedate_to_datetime(text)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


@contextmanager
def open_mailbox(server: Mailbox) -> Iterator[OpenMailbox]:
    """Connect to the mailbox of the settings. Raises `UserError` if it cannot be used."""
    if not server.host:
        raise UserError("There is no mailbox to fetch from: the settings name no host.", _SETTINGS)
    port = server.port or _PORTS[server.encryption]
    where = f"The mailbox of {server.user or 'nobody'} at {server.host}, port {port},"
    try:
        with _connected(server, port) as box:
            _log_in(box, server, where)
            yield OpenMailbox(box)
    except ssl.SSLError as error:
        raise UserError(
            f"{where} cannot be reached safely: {error.strerror or error}.",
            f"Check `encryption` and `port`, and the server's certificate. {_SETTINGS}",
        ) from error
    except MailboxFolderSelectError as error:
        raise UserError(f"{where} has no folder “{server.folder}”.", _SETTINGS) from error
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
        if isinstance(error, OSError) and (error.filename or error.errno in _FILE_ERRORS):
            raise
        raise UserError(
            f"{where} cannot be used: {error}.",
            f"Check that the server runs and can be reached from here. {_SETTINGS}",
        ) from error


@contextmanager
def _connected(server: Mailbox, port: int) -> Iterator[BaseMailBox]:
    # By default, the libraries accept any certificate.
    context = ssl.create_default_context()
    box: BaseMailBox
    if server.encryption == "tls":
        box = MailBox(server.host, port, timeout=_PATIENCE, ssl_context=context)
    else:
        box = MailBoxUnencrypted(server.host, port, timeout=_PATIENCE)
    try:
        if server.encryption == "starttls":
            # The class of imap-tools for this leaves a failed connection open.
            check_command_status(box.client.starttls(context), MailboxStarttlsError)
        yield box
    finally:
        # An error on logging out does not matter: the work is done.
        with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
            box.logout()
        with suppress(OSError):
            box.client.shutdown()


def _log_in(box: BaseMailBox, server: Mailbox, where: str) -> None:
    password = server.password.get_secret_value()
    log_in = box.login if (server.user + password).isascii() else box.login_utf8
    try:
        log_in(server.user, password, None)
    except (MailboxLoginError, imaplib.IMAP4.error) as error:
        if isinstance(error, imaplib.IMAP4.abort):
            raise
        # Without the cause, since the server's answer may repeat the password.
        raise UserError(
            f"{where} does not let us in: the name or the password is wrong.",
            "Correct `user` under [imap] in rapporteur.toml, or the variable "
            "RAPPORTEUR_IMAP__PASSWORD.",
        ) from None
    box.folder.set(server.folder)


def wait(server: Mailbox, seconds: float) -> bool:
    """Wait until there is a new message, at most `seconds`; whether there is one.

    Uses IMAP IDLE instead of polling. If the server does not support it, waits for the whole
    time. Raises `UserError` if the mailbox cannot be used.
    """
    limit = time.monotonic() + seconds
    with open_mailbox(server) as mailbox:
        if not mailbox.can_idle():
            time.sleep(seconds)
            return bool(mailbox.new())
        while True:
            # Without keywords, messages left for a person are new until somebody opens them.
            if mailbox.keywords and mailbox.new():
                return True
            remaining = limit - time.monotonic()
            if remaining <= 0:
                return False
            if mailbox.idle(min(remaining, _IDLE_SECONDS)):
                return True


def _pair(item: object) -> bool:
    return isinstance(item, tuple) and len(item) > 1
