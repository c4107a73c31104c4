"""The commands about mail: `mail`, `remind` and `correspondence`, parts of the command's.

Nothing is sent unless the settings say so; what would be lies in the outbox.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur.cli.run_commands import AsJson, CycleId
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.kernel.settings import Settings, load_settings

if TYPE_CHECKING:
    from rapporteur.correspond.mail.sending import Posted

app = typer.Typer()
group = typer.Typer(
    help="Take replies from the mailbox, and send receipts and returns.", no_args_is_help=True
)
app.add_typer(group, name="mail")


@group.command()
def fetch(context: typer.Context, cycle_id: CycleId, as_json: AsJson = False) -> None:
    """Take the attachments of new messages in the mailbox among the files received."""
    from rapporteur.collect.mailbox.fetch import fetch as take

    cycle, settings = _home(context, cycle_id)
    found = take(cycle, settings.imap)
    typer.echo(_json(found.to_dict()) if as_json else "\n".join(found.lines()))


@group.command()
def outbox(context: typer.Context, cycle_id: CycleId, as_json: AsJson = False) -> None:
    """Write receipts and returns into the outbox; list what lies there, and send nothing."""
    from rapporteur.correspond.mail.posting import compose
    from rapporteur.correspond.mail.sending import posted

    cycle, settings = _home(context, cycle_id)
    compose(cycle, settings)
    _show(settings, posted(cycle), as_json=as_json)


@group.command()
def send(context: typer.Context, cycle_id: CycleId, as_json: AsJson = False) -> None:
    """Send the receipts and returns that are new, if the settings say so."""
    from rapporteur.correspond.mail.posting import correspond

    cycle, settings = _home(context, cycle_id)
    _show(settings, correspond(cycle, settings), as_json=as_json)


@group.command()
def resend(
    context: typer.Context,
    cycle_id: CycleId,
    key: Annotated[str, typer.Argument(metavar="KEY", help="A letter, as `mail outbox` lists it.")],
    as_json: AsJson = False,
) -> None:
    """Send one letter of the outbox again, whatever became of it before."""
    from rapporteur.correspond.mail.sending import resend as again

    cycle, settings = _home(context, cycle_id)
    _show(settings, [again(cycle, settings.smtp, key)], as_json=as_json)


@app.command()
def remind(
    context: typer.Context,
    cycle_id: CycleId,
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="As if it were this day; else today."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the reminders that are due into the outbox; send them if the settings say so."""
    from rapporteur.correspond.mail.posting import remind as write

    cycle, settings = _home(context, cycle_id)
    _show(settings, write(cycle, settings, on.date() if on else None), as_json=as_json)


@app.command()
def correspondence(context: typer.Context, cycle_id: CycleId, as_json: AsJson = False) -> None:
    """Show who was told what, and when."""
    from rapporteur.correspond.mail.register import last

    cycle, _ = _home(context, cycle_id)
    found = last(cycle).values()
    if as_json:
        typer.echo(_json([one.to_dict() for one in found]))
        return
    for one in found:
        who = one.respondent or "nobody on the roster"
        typer.echo(f"{one.when}  {one.key}  {who}, {one.address}: {one.subject} ({one.state})")


def _show(settings: Settings, found: Sequence["Posted"], *, as_json: bool) -> None:
    from rapporteur.correspond.mail.sending import NOBODY, READY, hindrance

    why = hindrance(settings.smtp)
    if as_json:
        typer.echo(_json({"sends": not why, "letters": [one.to_dict() for one in found]}))
    else:
        typer.echo("\n".join(map(str, found)) or "No letters.")
    waiting = sum(one.state in (READY, NOBODY) for one in found)
    if why and waiting:
        typer.echo(why, err=True)
    if nobody := sorted({one.respondent or one.key for one in found if one.state == NOBODY}):
        typer.echo(
            f"Without an address: {', '.join(nobody)}. Enter one in the column `email` of the "
            "roster.",
            err=True,
        )


def _home(context: typer.Context, cycle_id: str) -> tuple[Cycle, Settings]:
    home = context.find_root().obj
    assert isinstance(home, Path)
    return load_cycle(home, cycle_id), load_settings(home)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)
