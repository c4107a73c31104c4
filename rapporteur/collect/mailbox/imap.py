"""The IMAP mailbox: open it, wait for news, and say in a sentence why it cannot be used."""

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
"""The keyword of a message that was looked at and is left for a person to read."""

_PORTS = {"tls": 993, "starttls": 143, "none": 143}
_PATIENCE = 60.0  # seconds for an answer of the server
_PIECE = 60.0  # seconds of IDLE: so late at most is what came while the last one was ending
_OF_FILES = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
_SETTINGS = "The mailbox stands under [imap] in rapporteur.toml."


class Box:
    """An open mailbox, its folder selected."""

    def __init__(self, box: BaseMailBox) -> None:
        self._box = box
        # A server that does not say which flags it keeps keeps all (RFC 3501, 7.1).
        (flags,) = box.client.response("PERMANENTFLAGS")[1] or (None,)
        said = flags.decode("ascii", "replace").lower() if isinstance(flags, bytes) else "\\*"
        self.keywords = "\\*" in said or TAKEN.lower() in said

    def new(self) -> list[str]:
        """The messages that were not looked at, by UID; without keywords, those not seen."""
        wanted = f"UNKEYWORD {TAKEN} UNKEYWORD {LEFT}" if self.keywords else "UNSEEN"
        return self._box.uids(f"{wanted} UNDELETED", None)

    def unread(self) -> list[str]:
        """The messages that are left for a person and that nobody has opened, by UID."""
        if not self.keywords:
            return []  # they count as new until somebody opens them
        return self._box.uids(f"KEYWORD {LEFT} UNSEEN UNDELETED", None)

    def mark(self, uid: str, *, taken: bool) -> None:
        """Mark a message as looked at, and nothing else: what imap-tools offers expunges too."""
        if not taken and not self.keywords:
            return
        flag = (TAKEN if taken else LEFT) if self.keywords else "\\Seen"
        status, said = self._box.client.uid("STORE", uid, "+FLAGS.SILENT", f"({flag})")
        if status != "OK":
            raise imaplib.IMAP4.error(f"the server does not mark a message: {said!r}")

    def described(self, uid: str) -> tuple[int, datetime | None, bytes] | None:
        """Its size, when the server received it, and its headers; None of one that is gone."""
        what = "(RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER])"
        found = self._fetched(uid, what)
        if not any(found):
            return None
        parts = [part for item in found if item for part in (item if _pair(item) else (item,))]
        headers = next((item[1] for item in found if _pair(item)), b"")
        told = b" ".join(part for part in parts if part is not headers).decode("ascii", "replace")
        size = told.partition("RFC822.SIZE ")[2].partition(" ")[0].rstrip(")")
        date = told.partition('INTERNALDATE "')[2].partition('"')[0]
        return int(size or 0), moment(date), headers

    def message(self, uid: str) -> bytes:
        """A message as it was received; it does not count as seen by this. Empty if it is gone."""
        found = self._fetched(uid, "(BODY.PEEK[])")
        return next((item[1] for item in found if _pair(item)), b"")

    def _fetched(self, uid: str, what: str) -> Sequence[Any]:
        status, found = self._box.client.uid("FETCH", uid, what)
        if status != "OK":
            raise imaplib.IMAP4.error(f"the server does not give a message: {found!r}")
        return found

    def idle(self, seconds: float) -> bool:
        """Wait until the server tells of a message, `seconds` at most."""
        with self._box.idle as idle:
            said = idle.poll(timeout=seconds)
        return any(b"EXISTS" in line for line in said)

    def can_idle(self) -> bool:
        """Whether the server tells of what comes (RFC 2177)."""
        _, said = self._box.client.capability()
        return b" IDLE" in b" ".join(said).upper()


def moment(text: str) -> datetime | None:
    """A time as mail writes it, None if it is none. One that names no zone is in UTC."""
    try:
        when = parsedate_to_datetime(text)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


@contextmanager
def opened(server: Mailbox) -> Iterator[Box]:
    """The mailbox of the settings. Raises `UserError` when it cannot be reached or used."""
    if not server.host:
        raise UserError("There is no mailbox to fetch from: the settings name no host.", _SETTINGS)
    port = server.port or _PORTS[server.encryption]
    where = f"The mailbox of {server.user or 'nobody'} at {server.host}, port {port},"
    try:
        with _connected(server, port) as box:
            _log_in(box, server, where)
            yield Box(box)
    except ssl.SSLError as error:
        raise UserError(
            f"{where} cannot be reached safely: {error.strerror or error}.",
            f"See that `encryption` and `port` are the server's, and its certificate. {_SETTINGS}",
        ) from error
    except MailboxFolderSelectError as error:
        raise UserError(f"{where} has no folder “{server.folder}”.", _SETTINGS) from error
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
        if isinstance(error, OSError) and (error.filename or error.errno in _OF_FILES):
            raise
        raise UserError(
            f"{where} cannot be used: {error}.",
            f"See that the server runs and can be reached from here. {_SETTINGS}",
        ) from error


@contextmanager
def _connected(server: Mailbox, port: int) -> Iterator[BaseMailBox]:
    # The libraries' own default is to believe any certificate.
    context = ssl.create_default_context()
    box: BaseMailBox
    if server.encryption == "tls":
        box = MailBox(server.host, port, timeout=_PATIENCE, ssl_context=context)
    else:
        box = MailBoxUnencrypted(server.host, port, timeout=_PATIENCE)
    try:
        if server.encryption == "starttls":
            # Not by the class that imap-tools has for it, which leaves a failed one open.
            check_command_status(box.client.starttls(context), MailboxStarttlsError)
        yield box
    finally:
        # What was done is done, whatever becomes of a farewell.
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
        # Without the cause: what a server answers may repeat what it was sent.
        raise UserError(
            f"{where} does not let us in: the name or the password is wrong.",
            "Mend `user` under [imap] in rapporteur.toml, or the variable "
            "RAPPORTEUR_IMAP__PASSWORD.",
        ) from None
    box.folder.set(server.folder)


def wait(server: Mailbox, seconds: float) -> bool:
    """Wait until there is a new message, `seconds` at most; whether there is one.

    Nothing is asked repeatedly where the server can tell (IMAP IDLE); where it cannot, this
    returns after `seconds`. Raises `UserError` when the mailbox cannot be used.
    """
    limit = time.monotonic() + seconds
    with opened(server) as box:
        if not box.can_idle():
            time.sleep(seconds)
            return bool(box.new())
        while True:
            # Without keywords, what a person is to read counts as new: it would wake us for ever.
            if box.keywords and box.new():
                return True
            left = limit - time.monotonic()
            if left <= 0:
                return False
            if box.idle(min(left, _PIECE)):
                return True


def _pair(item: object) -> bool:
    return isinstance(item, tuple) and len(item) > 1
