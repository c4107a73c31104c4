"""Mail to those who operate the installation: alarms, and the weekly state of replies.

It goes the way of all letters: into the outbox, and out of it only where the settings say so.
"""

from collections.abc import Sequence

from rapporteur.correspond.mail import outbox
from rapporteur.correspond.mail.letters import Letter
from rapporteur.correspond.mail.sending import Posted, send
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.settings import Settings


def tell(
    cycle: Cycle, settings: Settings, kind: str, about: str, subject: str, text: Sequence[str]
) -> Posted:
    """Write to the operators once about one thing, in English.

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
    return send(cycle, settings.smtp, [letter.key])[0]
