"""The command `rapporteur lint`, a part of the command's."""

import json
from pathlib import Path
from typing import Annotated

import typer

from rapporteur.cli.run_commands import AsJson
from rapporteur.design.findings import Severity
from rapporteur.kernel.errors import UserError
from rapporteur.lint.catalogue import Profile, catalogue, markdown

app = typer.Typer()


@app.command()
def lint(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help="Published workbooks, .xlsx.")
    ] = None,
    profile: Annotated[
        Profile | None,
        typer.Option(help="The conventions to judge by; else those that the file name tells."),
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules instead.")] = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="With --rules: print the page docs/lint.md.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Look published workbooks over, of whatever origin, for what hinders their readers.

    Says what is wrong, in which cell, how to mend it, and which guidance says so (with --json).
    Findings of one kind on a sheet are told in one line. Exits with 1 if there is an error.
    """
    if rules:
        _list_rules(as_json, as_markdown)
        return
    if not files:
        raise UserError("No workbook is named.", "Give one or more .xlsx files, or --rules.")
    _look_over(files, profile, as_json)


def _list_rules(as_json: bool, as_markdown: bool) -> None:
    known = catalogue().values()
    if as_markdown:
        typer.echo(markdown(), nl=False)
    elif as_json:
        _json([one.to_dict() for one in known])
    else:
        for one in known:
            profiles = "" if len(one.profiles) > 1 else f" ({one.profiles[0]} only)"
            sources = "; ".join(source.title for source in one.sources)
            typer.echo(f"{one.severity} {one.id}{profiles}: {one.message} {one.remedy} [{sources}]")


def _look_over(files: list[Path], profile: Profile | None, as_json: bool) -> None:
    from rapporteur.lint.linter import lint as look
    from rapporteur.lint.report import lines

    found, unreadable = [], 0
    for file in files:
        try:
            found += look(file, profile)
        except UserError as error:  # the others are looked over all the same
            typer.echo(f"{error}", err=True)
            unreadable += 1
    if as_json:
        _json([one.to_dict() for one in found])
    for line in [] if as_json else lines(found):
        typer.echo(line)
    counts = {one: sum(each.severity is one for each in found) for one in Severity}
    typer.echo(
        f"files: {len(files)}, blockers: {counts[Severity.BLOCKER]}, "
        f"errors: {counts[Severity.ERROR]}, "
        f"warnings: {counts[Severity.WARNING]}, advice: {counts[Severity.INFO]}",
        err=True,
    )
    if unreadable:
        raise typer.Exit(2)
    raise typer.Exit(1 if counts[Severity.BLOCKER] or counts[Severity.ERROR] else 0)


def _json(data: object) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))
