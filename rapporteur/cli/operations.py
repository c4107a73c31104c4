"""The commands that keep an installation running, among them `serve`, `doctor`, `backup`."""

import os
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from rapporteur.cli.shared import AsJson, home_of, print_json
from rapporteur.kernel.errors import UserError

app = typer.Typer()


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[
        str, typer.Option(help="The address on which Prefect's server listens.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port on which it listens.")] = 4200,
) -> None:
    """Run unattended until Ctrl-C: Prefect's server, a worker and the watcher of the folders."""
    # The process is replaced: the package must not import Prefect, which flows.serve does.
    os.environ["RAPPORTEUR_HOME"] = str(home_of(context).absolute())
    command = [sys.executable, "-m", "rapporteur.flows.serve", "--host", host, "--port", str(port)]
    os.execv(sys.executable, command)


@app.command()
def login(context: typer.Context) -> None:
    """Print the login that Prefect's pages, and workers on other machines, are asked for."""
    from rapporteur.operate import server_login

    home = home_of(context)
    if not (home / "inputs").is_dir():
        raise UserError(
            f"{home.resolve()} has no inputs/.",
            "Start in the folder that holds inputs/, or name it in RAPPORTEUR_HOME.",
        )
    typer.echo(server_login.login(home))


@app.command(
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def prefect(context: typer.Context) -> None:
    """Run a command of Prefect's with the login of this home's server."""
    from rapporteur.operate import server_login
    from rapporteur.operate.doctor import PROJECT

    home = home_of(context).absolute()
    login = {**server_login.for_client(home, make=True)}
    if url := server_login.server_url(home):
        login[server_login.URL] = url
    if context.args[:2] == ["server", "start"]:
        login = {**server_login.for_server(home)}
    os.chdir(PROJECT)  # where Prefect finds its settings
    program = str(Path(sys.executable).with_name("prefect"))
    variables = {**os.environ, **login, "RAPPORTEUR_HOME": str(home)}
    os.execve(program, [program, *context.args], variables)


@app.command()
def doctor(
    context: typer.Context,
    cycle_ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CYCLE…]", help="Folders under inputs/ (default: those that are watched)."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check the installation, and say how to correct what is wrong.

    Exits with 1 if a check failed; warnings do not count.
    """
    from rapporteur.operate.doctor import Outcome, Result, examine

    results: list[Result] = []
    for result in examine(home_of(context), cycle_ids or ()):
        results.append(result)
        if not as_json:
            typer.echo(f"{result.outcome:<7}  {result.name}: {result.seen}")
            if result.remedy:
                typer.echo(f"         {result.remedy}")
    if as_json:
        print_json([result.to_dict() for result in results])
    counts = Counter(result.outcome for result in results)
    typer.echo(
        f"checks: {len(results)}, failed: {counts[Outcome.FAILED]}, "
        f"warnings: {counts[Outcome.WARNING]}",
        err=True,
    )
    raise typer.Exit(1 if counts[Outcome.FAILED] else 0)


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The .tar.gz to write.")],
    database: Annotated[
        str,
        typer.Option(
            metavar="URL|PATH",
            help="Prefect's database (default: the one that Prefect is configured to use).",
        ),
    ] = "",
    with_secrets: Annotated[
        bool,
        typer.Option(
            "--with-secrets",
            help="Include inputs/.secrets: who has the file can then sign as this installation.",
        ),
    ] = False,
    follow_links: Annotated[
        bool,
        typer.Option(
            "--follow-links", help="Include what links within inputs/ lead to outside of the home."
        ),
    ] = False,
) -> None:
    """Write inputs/, tagged versions and Prefect's database into one file, while all runs."""
    from rapporteur.operate.backup import back_up

    done = back_up(
        home_of(context), file, database, with_secrets=with_secrets, follow_links=follow_links
    )
    for line in done.lines():
        typer.echo(line)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `backup` wrote.")],
    to: Annotated[
        Path, typer.Option(metavar="HOME", help="The folder to restore into; it has no inputs/.")
    ],
    key: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A copy of inputs/.secrets/signing-key of the installation that made the backup.",
        ),
    ] = None,
    unverified: Annotated[
        bool, typer.Option("--unverified", help="Restore a backup that the key did not sign.")
    ] = False,
) -> None:
    """Restore a backup into a home without inputs/, after verifying every file's hash."""
    from rapporteur.operate import restore as operate_restore

    for line in operate_restore.restore(file, to, key, unverified=unverified).lines():
        typer.echo(line)
