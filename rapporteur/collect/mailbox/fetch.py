"""Take the attachments of a mailbox into a cycle.

A message whose attachments were taken gets a keyword, and none is ever moved or deleted. One
that brings nothing to take is left for a person, and told of until somebody has opened it.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from rapporteur.collect.intake import take
from rapporteur.collect.mailbox.attachments import Headers, attachments, headers
from rapporteur.collect.mailbox.imap import Box, opened
from rapporteur.collect.receipts import Received
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import digest
from rapporteur.kernel.settings import Mailbox

LARGEST = 64 * 2**20
"""Bytes of a message; a larger one is not fetched."""


@dataclass(frozen=True, slots=True)
class Left:
    """A message that somebody must read, and why."""

    sender: str
    subject: str
    received_at: datetime
    why: str

    def __str__(self) -> str:
        who = self.sender or "an unknown sender"
        return f"{self.received_at:%Y-%m-%d %H:%M} UTC, {who}, “{self.subject}”: {self.why}"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was taken, of how many new messages, and what is left for a person."""

    messages: int = 0
    taken: list[Received] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def lines(self) -> list[str]:
        """What a person who fetched wants to read."""
        return [
            *(f"taken {one.file} ({one.channel})" for one in self.taken),
            *(f"to be read {one}" for one in self.left),
            f"{self.messages} new messages, {len(self.taken)} files taken",
        ]

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data, for `--json`."""
        return {
            "messages": self.messages,
            "taken": [
                {
                    "file": one.file,
                    "submission": one.submission,
                    "channel": one.channel,
                    "received_at": one.received_at,
                }
                for one in self.taken
            ],
            "left": [asdict(one) for one in self.left],
        }


def fetch(cycle: Cycle, server: Mailbox, largest: int = LARGEST) -> Fetched:
    """Take what is new in the mailbox. Raises `UserError` when it cannot be reached or used."""
    if server.cycle and server.cycle != cycle.id:
        raise UserError(
            f"The mailbox is for the cycle “{server.cycle}”, not for “{cycle.id}”.",
            "Mend `cycle` under [imap] in rapporteur.toml, or fetch for that cycle.",
        )
    with opened(server) as box:
        left = [one for uid in box.unread() for one in _unread(box, uid)]
        new = box.new()
        taken: list[Received] = []
        for uid in new:
            found = _take(cycle, box, uid, largest)
            if isinstance(found, Left):
                left.append(found)
            else:
                taken += found
            # After what it brought is safe; a crash before this has it taken again, to no effect.
            box.mark(uid, taken=not isinstance(found, Left))
    return Fetched(len(new), taken, left)


def _take(cycle: Cycle, box: Box, uid: str, largest: int) -> list[Received] | Left:
    described = box.described(uid)
    if described is None:
        return []
    size, came, head = described
    known, when = _known(head, came)
    if size > largest:
        why = f"it has {size / 2**20:.0f} MiB, more than {largest / 2**20:.0f}, and is not fetched"
        return Left(known.sender, known.subject, when, why)
    if known.automatic:
        return Left(known.sender, known.subject, when, "a machine sent it")
    try:
        kept, others = attachments(box.message(uid))
    except Exception as error:  # Python's parser raises anything of what breaks the rules
        why = f"it is broken and cannot be read ({type(error).__name__})"
        return Left(known.sender, known.subject, when, why)
    ours = _ours(cycle) if kept else set()
    others = [*others, *(one.name for one in kept if one.sha256 in ours)]
    kept = [one for one in kept if one.sha256 not in ours]
    if not kept:
        besides = f" (only {', '.join(others)})" if others else ""
        return Left(known.sender, known.subject, when, f"no reply is attached{besides}")
    channel = f"mail:{known.sender}" if known.sender else "mail"
    files = (take(cycle, one.name, one.content, channel, when) for one in kept)
    return [one for one in files if one]


def _ours(cycle: Cycle) -> set[str]:
    """What we have made and sent out: people and machines answer with it attached, unchanged."""
    folders = (cycle.outputs / name for name in ("questionnaires", "returns"))
    paths = (path for folder in folders for path in folder.rglob("*"))
    return {digest(path) for path in paths if path.suffix in (".xlsx", ".docx")}


def _unread(box: Box, uid: str) -> Iterator[Left]:
    described = box.described(uid)
    if described:
        _, came, head = described
        known, when = _known(head, came)
        yield Left(known.sender, known.subject, when, "nobody has read it yet")


def _known(head: bytes, when: datetime | None) -> tuple[Headers, datetime]:
    """The headers, and when the message came: by the server's clock, else by the sender's."""
    try:
        known = headers(head)
    except Exception:
        known = Headers("", "", None, automatic=False)
    return known, (when or known.date or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
