"""The commands about mail: `mail fetch`, `outbox`, `send`, `resend`, `remind`, `correspondence`.

Nothing is sent unless the settings say so: until then letters stay in the outbox.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur.cli.shared import AsJson, CycleId, cycle_of, home_of, print_json

if TYPE_CHECKING:
    from rapporteur.correspond.mail.sending import LetterStatus
    from rapporteur.kernel.settings import Settings

app = typer.Typer()
_mail = typer.Typer(
    help="Fetch replies from the mailbox; send receipts and returns.", no_args_is_help=True
)
app.add_typer(_mail, name="mail")


@_mail.command()
def fetch(context: typer.Context, cycle_id: CycleId, as_json: AsJson = False) -> None:
    """Put the attachments of new messages in the mailbox among the received files."""
    from rapporteur.collect.mailbox import fetch as mailbox

    fetched = mailbox.fetch(cycle_of(context, cycle_id), _settings(context).imap)
    if as_json:
        print_json(fetched.to_dict())
    else:
        typer.echo("\n".join(fetched.lines()))


@_mail.command()
def outbox(context: typer.Context, cycle_id: CycleId, as_json: AsJson = False) -> None:
    """Write receipts and returns into the outbox and list the letters there; send nothing."""
    from rapporteur.correspond.mail import sending

    cycle, settings = cycle_of(context, cycle_id), _settings(context)
    sending.compose(cycle, settings)
    _print_letters(settings, sending.letter_statuses(cycle), as_json=as_json)


@_mail.command()
def send(context: typer.Context, cycle_id: CycleId, as_json: AsJson = False) -> None:
    """Send the receipts and returns that are new, if the settings say so."""
    from rapporteur.correspond.mail import sending

    settings = _settings(context)
    letters = sending.send_receipts_and_returns(cycle_of(context, cycle_id), settings)
    _print_letters(settings, letters, as_json=as_json)


@_mail.command()
def resend(
    context: typer.Context,
    cycle_id: CycleId,
    key: Annotated[str, typer.Argument(metavar="KEY", help="A letter, as `mail outbox` lists it.")],
    as_json: AsJson = False,
) -> None:
    """Send a letter of the outbox again, whatever its state."""
    from rapporteur.correspond.mail import sending

    settings = _settings(context)
    letter = sending.resend(cycle_of(context, cycle_id), settings.smtp, key)
    _print_letters(settings, [letter], as_json=as_json)


@app.command()
def remind(
    context: typer.Context,
    cycle_id: CycleId,
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Write as if on this day (default: today)."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the reminders that are due into the outbox; send them if the settings say so."""
    from rapporteur.correspond.mail import sending

    settings = _settings(context)
    day = on.date() if on else None
    letters = sending.send_reminders(cycle_of(context, cycle_id), settings, day)
    _print_letters(settings, letters, as_json=as_json)


@app.command()
def correspondence(context: typer.Context, cycle_id: CycleId, as_json: AsJson = False) -> None:
    """Show which letters were sent to whom, and when."""
    from rapporteur.correspond.mail import correspondence_register

    entries = correspondence_register.last_entries(cycle_of(context, cycle_id)).values()
    if as_json:
        print_json([entry.to_dict() for entry in entries])
        return
    for entry in entries:
        who = entry.respondent or "nobody on the roster"
        typer.echo(
            f"{entry.when}  {entry.key}  {who}, {entry.address}: {entry.subject} ({entry.state})"
        )


def _print_letters(
    settings: "Settings", letters: Sequence["LetterStatus"], *, as_json: bool
) -> None:
    from rapporteur.correspond.mail.sending import NO_ADDRESS, READY, not_sending_because

    reason = not_sending_because(settings.smtp)
    if as_json:
        print_json({"sends": not reason, "letters": [letter.to_dict() for letter in letters]})
    else:
        typer.echo("\n".join(map(str, letters)) or "No letters.")
    if reason and any(letter.state in (READY, NO_ADDRESS) for letter in letters):
        typer.echo(reason, err=True)
    without_address = {
        letter.respondent or letter.key for letter in letters if letter.state == NO_ADDRESS
    }
    if without_address:
        typer.echo(
            f"Without an address: {', '.join(sorted(without_address))}. Enter one in the column "
            "`email` of the roster.",
            err=True,
        )


def _settings(context: typer.Context) -> "Settings":
    from rapporteur.kernel.settings import load_settings

    return load_settings(home_of(context))
