"""The commands of whoever keeps the program running: `serve`, `doctor`, `backup`, `restore`."""

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from rapporteur.cli.run_commands import AsJson

app = typer.Typer()


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address of Prefect's server.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Its port.")] = 4200,
) -> None:
    """Run unattended: Prefect's server, a worker and the watcher, until Ctrl-C."""
    # Another program takes the place of this one: Prefect is none of the package's.
    os.environ["RAPPORTEUR_HOME"] = str(_home(context).absolute())
    served = [sys.executable, "-m", "flows.serve", "--host", host, "--port", str(port)]
    os.execv(sys.executable, served)


@app.command()
def doctor(
    context: typer.Context,
    cycle_ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CYCLE…]", help="Folders under inputs/; else those watched."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Look the installation over, and say how to mend what is wrong.

    Exits with 1 if something failed; warnings do not count.
    """
    from rapporteur.operate.doctor import Outcome, Result, examine

    found: list[Result] = []
    for one in examine(_home(context), cycle_ids or ()):
        found.append(one)
        if not as_json:
            typer.echo(f"{one.outcome:<7}  {one.name}: {one.seen}")
            if one.remedy:
                typer.echo(f"         {one.remedy}")
    if as_json:
        typer.echo(json.dumps([one.to_dict() for one in found], ensure_ascii=False, indent=2))
    counts = Counter(one.outcome for one in found)
    typer.echo(
        f"checks: {len(found)}, failed: {counts[Outcome.FAILED]}, "
        f"warnings: {counts[Outcome.WARNING]}",
        err=True,
    )
    raise typer.Exit(1 if counts[Outcome.FAILED] else 0)


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The .tar.gz to write.")],
    database: Annotated[
        str, typer.Option(metavar="URL|PATH", help="Prefect's database; else as the server's.")
    ] = "",
) -> None:
    """Write inputs/, tagged versions and Prefect's database into one file, while all runs."""
    from rapporteur.operate.backup import back_up

    for line in back_up(_home(context), file, database).lines():
        typer.echo(line)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` wrote.")],
    to: Annotated[Path, typer.Option(metavar="HOME", help="The folder to put inputs/ into.")],
) -> None:
    """Put the inputs/ of a backup into a home that has none, after every hash was verified."""
    from rapporteur.operate.restore import restore as put_back

    for line in put_back(file, to).lines():
        typer.echo(line)


def _home(context: typer.Context) -> Path:
    home = context.find_root().obj
    assert isinstance(home, Path)
    return home
