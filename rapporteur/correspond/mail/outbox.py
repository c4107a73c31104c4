"""The outbox: `outputs/<cycle>/outbox/<key>.eml`, a message for each letter, for anyone to read.

It is derived, as all outputs are: a letter that has not been sent yet is rewritten whenever letters
are composed, and removed when it is no longer due.
"""

import email
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

from rapporteur.correspond.mail.correspondence_register import SENT, last_entries
from rapporteur.correspond.mail.letters import POLICY, Letter, headers_of
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import replacing
from rapporteur.kernel.settings import Outgoing


def folder(cycle: Cycle) -> Path:
    """The folder of a cycle's outbox."""
    return cycle.outputs / "outbox"


def put(cycle: Cycle, server: Outgoing, letters: Sequence[Letter], *kinds: str) -> list[str]:
    """Put letters into the outbox and remove other unsent letters of these `kinds` from it.

    Returns the keys of the letters that were not sent before.
    """
    entries = last_entries(cycle)
    sent = {key for key, entry in entries.items() if entry.state.startswith(SENT)}
    new = [letter for letter in letters if letter.key not in sent]
    for letter in new:
        keep(cycle, letter.key, letter.to_message(cycle, server))
    wanted = {letter.key for letter in new}
    for key in keys(cycle):
        if key not in wanted | sent and headers_of(read(cycle, key))[0] in kinds:
            (folder(cycle) / f"{key}.eml").unlink(missing_ok=True)
    return [letter.key for letter in new]


def keys(cycle: Cycle) -> list[str]:
    """The keys of the letters in the outbox, sorted."""
    return sorted(path.stem for path in folder(cycle).glob("[!.]*.eml"))


def read(cycle: Cycle, key: str) -> EmailMessage:
    """A message of the outbox. Raises `UserError` when there is none with this key."""
    path = folder(cycle) / f"{key}.eml"
    # A key must not lead to another folder.
    if path.parent != folder(cycle) or not path.is_file():
        raise UserError(
            f"There is no letter “{key}” in {folder(cycle)}.",
            f"`rapporteur mail outbox {cycle.id}` lists those that are there.",
        )
    return email.message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=POLICY)


def keep(cycle: Cycle, key: str, message: EmailMessage) -> bytes:
    """Write a message into the outbox, and return its bytes there."""
    content = message.as_bytes()
    with replacing(folder(cycle) / f"{key}.eml") as beside:
        beside.write_bytes(content)
    return content
