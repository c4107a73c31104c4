"""Take the attachments of a mailbox's messages among the submissions of a cycle.

A message whose attachments were taken is marked with a keyword; no message is moved or deleted. A
message without a reply, with other files beside it, or of which it cannot be told who sent it, is
left for a person, and reported until somebody has opened it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from rapporteur.collect.intake import take
from rapporteur.collect.mailbox.attachments import (
    Attached,
    Headers,
    TooMuchError,
    attachments,
    headers,
)
from rapporteur.collect.mailbox.imap import LONGEST_HEADERS, OpenMailbox, open_mailbox
from rapporteur.collect.receipts import Received
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import digest
from rapporteur.kernel.sandbox import Bounds, Failure, run
from rapporteur.kernel.settings import Mailbox

LARGEST = 64 * 2**20
"""The limit of a message in bytes; a larger one is not fetched."""

BOUNDS = Bounds(seconds=20, memory=2**30)
"""The time and memory to take a message apart: the largest needs some 700 MB."""


@dataclass(frozen=True, slots=True)
class LeftMessage:
    """A message that is left for a person to read, and why."""

    sender: str
    subject: str
    received_at: datetime
    why: str

    def __str__(self) -> str:
        who = self.sender or "an unknown sender"
        return f"{self.received_at:%Y-%m-%d %H:%M} UTC, {who}, “{self.subject}”: {self.why}"


@dataclass(frozen=True, slots=True)
class Fetched:
    """The number of new messages, the files taken, and the messages left for a person."""

    messages: int = 0
    taken: list[Received] = field(default_factory=list)
    left: list[LeftMessage] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The result as lines of text, for the command line."""
        return [
            *(f"taken {received.file} ({received.channel})" for received in self.taken),
            *(f"to be read {message}" for message in self.left),
            f"{self.messages} new messages, {len(self.taken)} files taken",
        ]

    def to_dict(self) -> dict[str, Any]:
        """The result as plain data, for `--json`."""
        return {
            "messages": self.messages,
            "taken": [
                {
                    "file": received.file,
                    "submission": received.submission,
                    "channel": received.channel,
                    "received_at": received.received_at,
                }
                for received in self.taken
            ],
            "left": [asdict(message) for message in self.left],
        }


def fetch(cycle: Cycle, server: Mailbox, largest: int = LARGEST) -> Fetched:
    """Take the replies of new messages. Raises `UserError` if the mailbox cannot be used."""
    if server.cycle and server.cycle != cycle.id:
        raise UserError(
            f"The mailbox is for the cycle “{server.cycle}”, not for “{cycle.id}”.",
            "Correct `cycle` under [imap] in rapporteur.toml, or fetch for that cycle.",
        )
    with open_mailbox(server) as mailbox:
        left = [message for uid in mailbox.unread() for message in _unread(mailbox, uid)]
        new = mailbox.new()
        taken: list[Received] = []
        for uid in new:
            files, message = _take(cycle, mailbox, uid, largest)
            taken += files
            if message:
                left.append(message)
            # Marked when the files are safe; after a crash before this, `take` ignores them.
            mailbox.mark(uid, taken=bool(files) or not message, left=bool(message))
    return Fetched(len(new), taken, left)


def _take(
    cycle: Cycle, mailbox: OpenMailbox, uid: str, largest: int
) -> tuple[Sequence[Received], LeftMessage | None]:
    """Take the replies of a message: the new files, and the message if a person must see it.

    A person must see one without a reply, with other files beside it, or of an unknown sender.
    """
    envelope = mailbox.envelope(uid)
    if envelope is None:
        return [], None
    size, received_at, header = envelope
    head, when = _headers_and_time(header, received_at)

    def left(why: str) -> LeftMessage:
        return LeftMessage(head.sender, head.subject, when, why)

    if size > largest:
        limit = f"more than {largest / 2**20:.0f}"
        return [], left(f"it has {size / 2**20:.0f} MiB, {limit}, and is not fetched")
    if len(header) > LONGEST_HEADERS:
        limit = f"more than {LONGEST_HEADERS // 2**10} KiB"
        return [], left(f"its headers have {limit}, and it is not fetched")
    if head.automatic:
        return [], left("it was sent automatically")
    attached = run(_attached, mailbox.message(uid), bounds=BOUNDS)
    if isinstance(attached, Failure):
        attached = "to read it takes more time or memory than is allowed"
    if isinstance(attached, str):
        return [], left(attached)
    sent = _sent_digests(cycle) if attached.replies else set()
    unchanged = [reply.name for reply in attached.replies if reply.sha256 in sent]
    replies = [reply for reply in attached.replies if reply.sha256 not in sent]
    if not replies:
        names = [*attached.others, *attached.companions, *unchanged]
        only = f" (only {', '.join(names)})" if names else ""
        return [], left(f"no reply is attached{only}")
    channel = f"mail:{head.sender}" if head.answerable else "mail"
    files = (take(cycle, reply.name, reply.content, channel, when) for reply in replies)
    taken = [received for received in files if received]
    why = []
    if head.unknown:
        why.append(f"nobody can tell who sent what was taken, since {head.unknown}")
    if attached.others:
        others = ", ".join(attached.others)
        why.append(f"beside what was taken, {others} is attached and was not taken")
    return taken, left("; ".join(why)) if why else None


def _attached(content: bytes) -> Attached | str:
    """What is attached to a message, or why that cannot be said."""
    try:
        return attachments(content)
    except MemoryError:
        raise
    except TooMuchError as error:
        return f"{error}, and none of it is taken"
    except Exception as error:  # Python's parser raises many exceptions for malformed messages
        return f"it is broken and cannot be read ({type(error).__name__})"


def _sent_digests(cycle: Cycle) -> set[str]:
    """The SHA-256 of the questionnaires and returns, which answers may have attached unchanged."""
    folders = (cycle.outputs / name for name in ("questionnaires", "returns"))
    paths = (path for folder in folders for path in folder.rglob("*"))
    return {digest(path) for path in paths if path.suffix in (".xlsx", ".docx")}


def _unread(mailbox: OpenMailbox, uid: str) -> Iterator[LeftMessage]:
    envelope = mailbox.envelope(uid)
    if envelope:
        _, received_at, header = envelope
        head, when = _headers_and_time(header, received_at)
        yield LeftMessage(head.sender, head.subject, when, "nobody has read it yet")


def _headers_and_time(header: bytes, received_at: datetime | None) -> tuple[Headers, datetime]:
    """The headers, and the time of receipt: the server's, or the sender's if it has none."""
    try:
        message_headers = headers(header)
    except Exception:
        why = "its headers are broken"
        message_headers = Headers("", "", None, automatic=False, unknown=why)
    when = received_at or message_headers.date or datetime.now(UTC)
    return message_headers, when.astimezone(UTC).replace(microsecond=0)
