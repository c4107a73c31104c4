"""What several commands share: their arguments and options, the cycle they name, JSON output."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rapporteur.design.cycle import Cycle

CycleId = Annotated[str, typer.Argument(metavar="CYCLE", help="A folder under inputs/.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]


def home_of(context: typer.Context) -> Path:
    """The folder of inputs/ and outputs/, as --home or RAPPORTEUR_HOME names it."""
    home = context.find_root().obj
    assert isinstance(home, Path)
    return home


def cycle_of(context: typer.Context, cycle_id: str) -> "Cycle":
    """The cycle that a command names. Raises `UserError` when it cannot be loaded."""
    from rapporteur.design.cycle import load_cycle

    return load_cycle(home_of(context), cycle_id)


def print_json(data: object) -> None:
    """Print plain data to standard output."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))
