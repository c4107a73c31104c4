"""The commands `registers check` and `confirm`."""

import getpass
from pathlib import Path
from typing import Annotated

import typer

from rapporteur.cli.shared import CycleId, home_of
from rapporteur.kernel.errors import UserError

app = typer.Typer()
_registers = typer.Typer(
    help="Look after the registers of a cycle: whether lines are lost.", no_args_is_help=True
)
app.add_typer(_registers, name="registers")


@_registers.command()
def check(context: typer.Context, cycle_id: CycleId) -> None:
    """Say of each register whether it can be read and has all lines that were in it.

    Exits with 1 if one has not.
    """
    from rapporteur.collect import registers

    inputs, _ = _folders(context, cycle_id)
    troubles = list(registers.troubles(inputs))
    for trouble in troubles:
        typer.echo(str(trouble))
    if not troubles:
        typer.echo(f"registers with all their lines: {len(registers.registers(inputs))}")
    raise typer.Exit(1 if troubles else 0)


@_registers.command()
def confirm(
    context: typer.Context,
    cycle_id: CycleId,
    register: Annotated[
        str, typer.Argument(metavar="REGISTER", help="Such as receipts.csv or translations/fr.csv.")
    ],
    reason: Annotated[str, typer.Option(help="Why lines were changed or removed.")],
    who: Annotated[str, typer.Option(help="Who confirms it (default: your login name).")] = "",
) -> None:
    """Let a register stand as it is now, though lines of it were changed or removed.

    It is noted in confirmations.csv.
    """
    from rapporteur.collect import registers

    inputs, outputs = _folders(context, cycle_id)
    difference = registers.confirm(inputs, outputs, register, who or getpass.getuser(), reason)
    typer.echo(f"confirmed: {register}, {difference}")


def _folders(context: typer.Context, cycle_id: str) -> tuple[Path, Path]:
    """The inputs and outputs of a cycle, which need not be such that it can be loaded."""
    from rapporteur.design.cycle import cycle_ids

    home = home_of(context)
    if cycle_id not in cycle_ids(home):
        raise UserError(f"There is no cycle “{cycle_id}” in {home / 'inputs'}.")
    return home / "inputs" / cycle_id, home / "outputs" / cycle_id
