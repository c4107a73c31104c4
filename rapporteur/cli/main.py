"""The command `rapporteur`. Exit codes: 0 done, 1 something must be corrected, 2 an error.

Results go to standard output, as JSON with `--json`; progress and errors to standard error. The
commands stand in the other modules of this package, one module a topic.
"""

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from rapporteur import __version__
from rapporteur.cli import (
    cycles,
    lint,
    mail,
    operations,
    points,
    preparation,
    questionnaires,
    registers,
    releases,
    submissions,
    translations,
)
from rapporteur.cli.console import ERR
from rapporteur.kernel.access import keep_new_files_from_others
from rapporteur.kernel.errors import UserError, unreachable

app = typer.Typer(
    name="rapporteur",
    help="Turn the questionnaires of a periodic reporting cycle into report-ready tables.",
    epilog="Exit codes: 0 done; 1 `check`, `check-cycle`, `doctor` or `lint` found something that "
    "must be corrected; 2 an error in the command or in the files of the cycle, explained in a "
    "sentence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for topic in (
    preparation, cycles, questionnaires, submissions, points, releases, registers, lint,
    translations, mail, operations,
):  # fmt: skip
    app.add_typer(topic.app)

_SELDOM = 50_000
"""New objects after which to look for garbage: most are those of imports, which stay."""


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    home: Annotated[
        Path, typer.Option(envvar="RAPPORTEUR_HOME", help="The folder of inputs/ and outputs/.")
    ] = Path(),
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Options of every command."""
    context.obj = home


def main() -> None:
    """Run the command; an error ends it with a sentence and the exit code 2."""
    keep_new_files_from_others()
    gc.set_threshold(_SELDOM)
    try:
        app(prog_name="rapporteur")
    except (UserError, OSError) as caught:
        error = unreachable(caught) if isinstance(caught, OSError) else caught
        ERR.print(Text.assemble((error.message, "red"), f" {error.remedy}"))
        sys.exit(2)
