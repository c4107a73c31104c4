"""Send what lies in the outbox, each letter once at most, and only where the settings say so."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses
from pathlib import Path

from rapporteur.correspond.mail import outbox
from rapporteur.correspond.mail.letters import sender_of, told
from rapporteur.correspond.mail.register import (
    FAILED,
    SENDING,
    SENT,
    Entry,
    last,
    now,
    opened,
    write,
)
from rapporteur.correspond.mail.smtp import Connection, FailedError, UnsureError
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.settings import Outgoing

READY, NOBODY = "ready", "no address"
"""The states of a letter that was never handed to a server."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter of the outbox and how it stands: `ready`, `no address` or the register's state."""

    key: str
    kind: str
    respondent: str
    address: str
    subject: str
    state: str

    def to_dict(self) -> dict[str, str]:
        """The same as plain data, for `--json`."""
        return asdict(self)

    def __str__(self) -> str:
        state = self.state
        if state == SENDING:
            state = "may or may not have arrived: resend it, or leave it"
        who = ", ".join(filter(None, (self.respondent or "nobody on the roster", self.address)))
        return f"{self.key} ({who}): {state}"


def hindrance(server: Outgoing) -> str:
    """Why nothing is sent; empty where something is."""
    if not server.send:
        return "Nothing is sent: `send` under [smtp] in rapporteur.toml is not true."
    return "" if server.host else "Nothing is sent: [smtp] in rapporteur.toml names no `host`."


def posted(cycle: Cycle, keys: Sequence[str] | None = None) -> list[Posted]:
    """How the letters of the outbox stand, or those of `keys`."""
    states = last(cycle)
    found = []
    for key in outbox.keys(cycle) if keys is None else keys:
        message = outbox.read(cycle, key)
        kind, respondent, _ = told(message)
        to = _addresses(message)
        state = states[key].state if key in states else (READY if to else NOBODY)
        subject = str(message["Subject"] or "")
        found.append(Posted(key, kind, respondent, "; ".join(to), subject, state))
    return found


def send(cycle: Cycle, server: Outgoing, keys: Sequence[str]) -> list[Posted]:
    """Send letters of the outbox, if the settings say so; returns how they stand afterwards.

    What was sent is not sent again, nor what may have been: only `resend` does that. What failed
    is tried again. Raises `UserError` when the server cannot be reached or used at all.
    """
    if keys and not hindrance(server):
        with opened(cycle) as register:
            states = last(cycle)
            due = [
                key
                for key in keys
                if key not in states or not states[key].state.startswith((SENT, SENDING))
            ]
            _send(cycle, server, register, due)
    return posted(cycle, keys)


def resend(cycle: Cycle, server: Outgoing, key: str) -> Posted:
    """Send one letter whatever became of it before.

    Raises `UserError` when it is not in the outbox, has no address, or nothing may be sent.
    """
    if not _addresses(outbox.read(cycle, key)):
        raise UserError(
            f"The letter “{key}” has no address.",
            f"Enter one in the column `email` of {cycle.roster.path}, then compose it anew.",
        )
    if why := hindrance(server):
        raise UserError(why)
    with opened(cycle) as register:
        _send(cycle, server, register, [key])
    return posted(cycle, [key])[0]


def _send(cycle: Cycle, server: Outgoing, register: Path, keys: Sequence[str]) -> None:
    _, sender = sender_of(cycle, server)
    with Connection(server) as connection:
        for key in keys:
            message = outbox.read(cycle, key)
            to = _addresses(message)
            if not to:
                continue
            connection.open()  # a server that is away has been handed nothing
            del message["Date"]
            message["Date"] = format_datetime(datetime.now(UTC))
            content = outbox.keep(cycle, key, message)
            for state in _states(connection, content, sender, to):
                write(register, _entry(key, message, to, state))


def _states(
    connection: Connection, content: bytes, sender: str, to: Sequence[str]
) -> Iterator[str]:
    """The states of one letter, each to be written down before the next."""
    yield SENDING
    try:
        refused = connection.hand_over(content, sender, to)
    except UnsureError:
        return
    except FailedError as error:
        yield f"{FAILED}: {error}"
        return
    yield f"{SENT}, but not to {'; '.join(refused)}" if refused else SENT


def _entry(key: str, message: EmailMessage, to: Sequence[str], state: str) -> Entry:
    kind, respondent, about = told(message)
    subject = str(message["Subject"] or "")
    return Entry(key, now(), respondent, "; ".join(to), kind, about, subject, state)


def _addresses(message: EmailMessage) -> list[str]:
    return [address for _, address in getaddresses(map(str, message.get_all("To", [])))]
