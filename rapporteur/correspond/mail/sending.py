"""Write the letters that are due into the outbox, and send them where the settings say so.

No letter is sent twice, unless somebody asks for it with `resend`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses
from pathlib import Path

from rapporteur.correspond.mail import outbox, reminders, reply_letters
from rapporteur.correspond.mail.correspondence_register import (
    FAILED,
    SENDING,
    SENT,
    Entry,
    append_entry,
    last_entries,
    now,
    open_register,
)
from rapporteur.correspond.mail.letters import KINDS, Letter, headers_of, sender_of
from rapporteur.correspond.mail.smtp import Connection, FailedError, UnsureError
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.settings import NO_OPERATORS, Outgoing, Settings

READY, NO_ADDRESS, HELD = "ready", "no address", "held"
"""The first words of the states of a letter that was never handed to a server."""

MOST_RECEIPTS = 20
"""The receipts that go to one address in twenty-four hours; more wait.

A person who gathers the replies of a region sends no more in a day. Two programs that answer each
other would, and many servers of mail refuse a sender that writes hundreds of messages to one.
"""


@dataclass(frozen=True, slots=True)
class LetterStatus:
    """A letter of the outbox and its state: `ready`, `no address`, `held` or the register's."""

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
        nobody = "nobody on the roster" if self.kind in KINDS else "operators"
        who = ", ".join(filter(None, (self.respondent or nobody, self.address)))
        return f"{self.key} ({who}): {state}"


def compose(cycle: Cycle, settings: Settings) -> list[str]:
    """Put the receipts and returns that were not sent yet into the outbox; returns their keys.

    Raises `UserError` when there was no run.
    """
    letters = reply_letters.letters(cycle)
    return outbox.put(cycle, settings.smtp, letters, *reply_letters.KINDS)


def send_receipts_and_returns(cycle: Cycle, settings: Settings) -> list[LetterStatus]:
    """Acknowledge received files and return those with findings, each once.

    Raises `UserError` when there was no run, or the mail server cannot be used.
    """
    return send(cycle, settings.smtp, compose(cycle, settings))


def send_reminders(cycle: Cycle, settings: Settings, on: date | None = None) -> list[LetterStatus]:
    """Write and send the reminders that are due on the day `on` (default: today).

    Raises `UserError` when a file has been through no run, or the mail server cannot be used.
    """
    day = on or reminders.today(cycle)
    letters = reminders.letters(cycle, settings.remind_days, day)
    return send(cycle, settings.smtp, outbox.put(cycle, settings.smtp, letters, "reminder"))


def notify_operators(
    cycle: Cycle, settings: Settings, kind: str, about: str, subject: str, text: Sequence[str]
) -> LetterStatus:
    """Write to those who operate the installation, in English, once for each `kind` and `about`.

    Where nobody is named, the letter stays in the outbox, and its state says how to name somebody.
    Raises `UserError` when the mail server cannot be used.
    """
    letter = Letter(
        key=f"{kind}-{about}",
        kind=kind,
        respondent="",
        about=about,
        language="en",
        addresses=settings.operators,
        subject=f"{cycle.id}: {subject}",
        paragraphs=text,
    )
    outbox.keep(cycle, letter.key, letter.to_message(cycle, settings.smtp))
    status = send(cycle, settings.smtp, [letter.key])[0]
    return status if settings.operators else replace(status, state=f"{NO_ADDRESS}. {NO_OPERATORS}")


def not_sending_because(server: Outgoing) -> str:
    """Why the settings let nothing be sent, as a sentence; empty if they do."""
    if not server.send:
        return "Nothing is sent: `send` under [smtp] in rapporteur.toml is not true."
    return "" if server.host else "Nothing is sent: [smtp] in rapporteur.toml names no `host`."


def letter_statuses(cycle: Cycle, keys: Sequence[str] | None = None) -> list[LetterStatus]:
    """The states of the letters of the outbox, or of those with these keys."""
    entries = last_entries(cycle)
    statuses = []
    for key in outbox.keys(cycle) if keys is None else keys:
        message = outbox.read(cycle, key)
        kind, respondent, _ = headers_of(message)
        to = _addresses(message)
        state = entries[key].state if key in entries else (READY if to else NO_ADDRESS)
        subject = str(message["Subject"] or "")
        statuses.append(LetterStatus(key, kind, respondent, "; ".join(to), subject, state))
    return statuses


def send(cycle: Cycle, server: Outgoing, keys: Sequence[str]) -> list[LetterStatus]:
    """Send letters of the outbox, if the settings say so; returns their states afterwards.

    A letter that was sent, or may have been, is not sent again: only `resend` does that. A letter
    that failed is tried again. Raises `UserError` when the server cannot be reached or used at all.
    """
    if keys and not not_sending_because(server):
        with open_register(cycle) as register:
            entries = last_entries(cycle)
            due = [
                key
                for key in keys
                if key not in entries or not entries[key].state.startswith((SENT, SENDING))
            ]
            held = _held(cycle, entries.values(), due)
            _send(cycle, server, register, [key for key in due if key not in held])
            return [
                replace(status, state=held.get(status.key, status.state))
                for status in letter_statuses(cycle, keys)
            ]
    return letter_statuses(cycle, keys)


def _held(cycle: Cycle, entries: Iterable[Entry], keys: Sequence[str]) -> dict[str, str]:
    """The receipts among these letters that must wait, and why, as the state of each.

    The register is counted, so that the limit holds whichever process sends.
    """
    sent: Counter[str] = Counter()
    since = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    for entry in entries:
        received = entry.state.startswith((SENT, SENDING)) and entry.when > since
        if entry.kind == "receipt" and received:
            sent.update(_folded(entry.address.split("; ")))
    held = {}
    for key in keys:
        if not key.startswith("receipt-"):  # a return may be large: it is not read for this
            continue
        to = _folded(_addresses(outbox.read(cycle, key)))
        full = [address for address in sorted(to) if sent[address] >= MOST_RECEIPTS]
        if full:
            held[key] = (
                f"{HELD}: {full[0]} got {sent[full[0]]} receipts in a day; it is sent by a later "
                "call, or by `rapporteur mail resend`"
            )
        else:
            sent.update(to)
    return held


def _folded(addresses: Iterable[str]) -> set[str]:
    return {address.strip().lower() for address in addresses}


def resend(cycle: Cycle, server: Outgoing, key: str) -> LetterStatus:
    """Send a letter, whatever its state.

    Raises `UserError` when it is not in the outbox, has no address, or nothing may be sent.
    """
    if not _addresses(outbox.read(cycle, key)):
        raise UserError(
            f"The letter “{key}” has no address.",
            f"Enter one in the column `email` of {cycle.roster.path}, then compose it anew.",
        )
    if reason := not_sending_because(server):
        raise UserError(reason)
    with open_register(cycle) as register:
        _send(cycle, server, register, [key])
    return letter_statuses(cycle, [key])[0]


def _send(cycle: Cycle, server: Outgoing, register: Path, keys: Sequence[str]) -> None:
    _, sender = sender_of(cycle, server)
    with Connection(server) as connection:
        for key in keys:
            message = outbox.read(cycle, key)
            to = _addresses(message)
            if not to:
                continue
            connection.open()  # before an entry: a server that is away was handed nothing
            del message["Date"]
            message["Date"] = format_datetime(datetime.now(UTC))
            content = outbox.keep(cycle, key, message)
            for state in _states(connection, content, sender, to):
                append_entry(register, _entry(key, message, to, state))


def _states(
    connection: Connection, content: bytes, sender: str, to: Sequence[str]
) -> Iterator[str]:
    """Hand over a letter; yields its states, each to be registered before the next is asked for."""
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
    kind, respondent, about = headers_of(message)
    subject = str(message["Subject"] or "")
    return Entry(key, now(), respondent, "; ".join(to), kind, about, subject, state)


def _addresses(message: EmailMessage) -> list[str]:
    return [address for _, address in getaddresses(map(str, message.get_all("To", [])))]
