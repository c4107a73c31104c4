"""The commands about publications: `versions list`, `tag` and `restore`, and `compare`."""

from typing import Annotated

import typer

from rapporteur.cli.shared import AsJson, CycleId, cycle_of, print_json

app = typer.Typer()
_versions = typer.Typer(
    help="List, tag and restore the versions of the published tables.", no_args_is_help=True
)
app.add_typer(_versions, name="versions")

_VERSION = "A number, a tag, or a day (the last version of that day or before)."


@_versions.command("list")
def list_versions(context: typer.Context, cycle_id: CycleId, as_json: AsJson = False) -> None:
    """List the versions: number, time, tag, replies, tables that differ from the version before.

    An asterisk marks the version that readers see.
    """
    from rapporteur.disseminate.releases.history import history

    versions = list(history(cycle_of(context, cycle_id)))
    if as_json:
        print_json([version.to_dict() for version in versions])
        return
    for version in versions:
        typer.echo(version.line())


@_versions.command("tag")
def tag_version(
    context: typer.Context,
    cycle_id: CycleId,
    name: Annotated[str, typer.Argument(metavar="TAG", help="Such as draft-1.")],
    number: Annotated[
        int | None,
        typer.Option(metavar="N", help="The number of the version (default: the current one)."),
    ] = None,
    force: Annotated[
        bool,
        typer.Option("--force", help="Move the tag from another version, or replace a tag."),
    ] = False,
) -> None:
    """Tag the version that a document quotes: a tagged version is never deleted."""
    from rapporteur.disseminate.releases.versions import tag
    from rapporteur.pipeline import locked

    cycle = cycle_of(context, cycle_id)
    with locked(cycle):
        tagged = tag(cycle, name, number, move=force)
    typer.echo(f"version {tagged.number} is {tagged.tag}")


@_versions.command("restore")
def restore_version(
    context: typer.Context,
    cycle_id: CycleId,
    version: Annotated[str, typer.Argument(metavar="VERSION", help=_VERSION)],
) -> None:
    """Publish an earlier version again, under a new number.

    It stays until the inputs change: the next run then makes the tables anew.
    """
    from rapporteur.disseminate.releases.publishing import again
    from rapporteur.pipeline import locked

    cycle = cycle_of(context, cycle_id)
    with locked(cycle):
        restored = again(cycle, version)
    earlier = f", as {restored.again} was" if restored.again else ""
    typer.echo(f"version {restored.number} is published{earlier}")


@app.command()
def compare(
    context: typer.Context,
    cycle_id: CycleId,
    since: Annotated[str, typer.Option(metavar="VERSION", help=_VERSION)],
    language: Annotated[
        str,
        typer.Option(metavar="LL", help="ISO 639-1 code (default: the cycle's first language)."),
    ] = "",
) -> None:
    """Show how the tables differ from an earlier version: row by row, and why.

    Prints Markdown, and writes it and a workbook to outputs/CYCLE/changes/.
    """
    from rapporteur.disseminate.releases.changes_report import write_report

    report = write_report(cycle_of(context, cycle_id), since, language)
    typer.echo(report.markdown, nl=False)
    for path in report.files:
        typer.echo(path, err=True)
