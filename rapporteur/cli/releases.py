"""The commands about publications: `versions list`, `tag` and `restore`, and `compare`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from rapporteur.cli.run_commands import AsJson, CycleId
from rapporteur.design.cycle import Cycle, load_cycle

app = typer.Typer()
_versions = typer.Typer(help="List, name and bring back what was published.", no_args_is_help=True)
app.add_typer(_versions, name="versions")

_HELP = "A number, a tag, or a day (the last version of that day or before)."


@_versions.command("list")
def list_versions(context: typer.Context, cycle_id: CycleId, as_json: AsJson = False) -> None:
    """List the versions: number, when, tag, replies, tables that say something else.

    An asterisk stands before the one that readers see.
    """
    from rapporteur.disseminate.releases.history import history

    found = list(history(_cycle(context, cycle_id)))
    if as_json:
        typer.echo(json.dumps([one.to_dict() for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        typer.echo(one.line())


@_versions.command("tag")
def tag_version(
    context: typer.Context,
    cycle_id: CycleId,
    name: Annotated[str, typer.Argument(metavar="TAG", help="Such as draft-1.")],
    number: Annotated[
        int | None, typer.Option(metavar="N", help="The version; else the current one.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Take the tag from another version, or replace one.")
    ] = False,
) -> None:
    """Name a version, the one that a document quotes: it is then never cleared away."""
    from rapporteur.disseminate.releases.versions import tag
    from rapporteur.pipeline import locked

    cycle = _cycle(context, cycle_id)
    with locked(cycle):
        tagged = tag(cycle, name, number, move=force)
    typer.echo(f"version {tagged.number} is {tagged.tag}")


@_versions.command("restore")
def restore_version(
    context: typer.Context,
    cycle_id: CycleId,
    version: Annotated[str, typer.Argument(metavar="VERSION", help=_HELP)],
) -> None:
    """Publish an earlier version again, under a new number.

    It stays until the inputs change or the cycle is run: then the tables are made anew.
    """
    from rapporteur.disseminate.releases.publishing import again
    from rapporteur.pipeline import locked

    cycle = _cycle(context, cycle_id)
    with locked(cycle):
        made = again(cycle, version)
    typer.echo(
        f"version {made.number} is published" + (f", as {made.again} was" if made.again else "")
    )


@app.command()
def compare(
    context: typer.Context,
    cycle_id: CycleId,
    since: Annotated[str, typer.Option(metavar="VERSION", help=_HELP)],
    language: Annotated[
        str, typer.Option(metavar="LL", help="ISO 639-1 code; else the cycle's first language.")
    ] = "",
) -> None:
    """Show what the tables say otherwise than an earlier version: row by row, and why.

    Prints Markdown, and writes it and a workbook to outputs/CYCLE/changes/.
    """
    from rapporteur.disseminate.releases.changes_report import write_report

    report = write_report(_cycle(context, cycle_id), since, language)
    typer.echo(report.markdown, nl=False)
    for path in report.files:
        typer.echo(path, err=True)


def _cycle(context: typer.Context, cycle_id: str) -> Cycle:
    home = context.find_root().obj
    assert isinstance(home, Path)
    return load_cycle(home, cycle_id)
