"""The outbox: `outputs/<cycle>/outbox/<key>.eml`, a message for each letter, for anyone to read.

It is derived, as all outputs are: what has not been sent yet is written anew whenever it is
composed anew, and taken out when it is called for no more.
"""

import email
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

from rapporteur.correspond.mail.letters import POLICY, Letter, told
from rapporteur.correspond.mail.register import SENT, last
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import replacing
from rapporteur.kernel.settings import Outgoing


def folder(cycle: Cycle) -> Path:
    """Where the outbox of a cycle is."""
    return cycle.outputs / "outbox"


def put(cycle: Cycle, server: Outgoing, letters: Sequence[Letter], *kinds: str) -> list[str]:
    """Make the outbox hold these letters and no others of their `kinds`, but those sent.

    Returns the keys of those that were not sent before.
    """
    states = last(cycle)
    sent = {key for key, entry in states.items() if entry.state.startswith(SENT)}
    new = [one for one in letters if one.key not in sent]
    for one in new:
        keep(cycle, one.key, one.to_message(cycle, server))
    wanted = {one.key for one in new}
    for key in keys(cycle):
        if key not in wanted | sent and told(read(cycle, key))[0] in kinds:
            (folder(cycle) / f"{key}.eml").unlink(missing_ok=True)
    return [one.key for one in new]


def keys(cycle: Cycle) -> list[str]:
    """The keys of the letters that lie in the outbox, in their order."""
    return sorted(path.stem for path in folder(cycle).glob("[!.]*.eml"))


def read(cycle: Cycle, key: str) -> EmailMessage:
    """A message of the outbox. Raises `UserError` when it is not there."""
    path = folder(cycle) / f"{key}.eml"
    # A key is a name: it leads to no other folder.
    if path.parent != folder(cycle) or not path.is_file():
        raise UserError(
            f"There is no letter “{key}” in {folder(cycle)}.",
            f"`rapporteur mail outbox {cycle.id}` lists those that are there.",
        )
    return email.message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=POLICY)


def keep(cycle: Cycle, key: str, message: EmailMessage) -> bytes:
    """Put a message into the outbox, and return it as it is written there."""
    content = message.as_bytes()
    with replacing(folder(cycle) / f"{key}.eml") as beside:
        beside.write_bytes(content)
    return content
