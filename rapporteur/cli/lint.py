"""The command `lint`."""

from pathlib import Path
from typing import Annotated

import typer

from rapporteur.cli.shared import AsJson, print_json
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
        typer.Option(
            help="The conventions to check against (default: by the file's name and author)."
        ),
    ] = None,
    rules: Annotated[
        bool, typer.Option("--rules", help="List the rules instead of checking files.")
    ] = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="With --rules: print the page docs/lint.md.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check published workbooks, from any program, for accessibility and structure problems.

    Shows what is wrong, in which cell, how to correct it and, with --json, which guidance the rule
    comes from. Problems of one kind on a sheet are shown in one line. Exits with 1 if there is a
    blocker or an error.
    """
    if rules:
        _list_rules(as_json, as_markdown)
        return
    if not files:
        raise UserError("No workbook is named.", "Give one or more .xlsx files, or --rules.")
    _check(files, profile, as_json)


def _list_rules(as_json: bool, as_markdown: bool) -> None:
    rules = catalogue().values()
    if as_markdown:
        typer.echo(markdown(), nl=False)
    elif as_json:
        print_json([rule.to_dict() for rule in rules])
    else:
        for rule in rules:
            profiles = "" if len(rule.profiles) > 1 else f" ({rule.profiles[0]} only)"
            sources = "; ".join(source.title for source in rule.sources)
            typer.echo(
                f"{rule.severity} {rule.id}{profiles}: {rule.message} {rule.remedy} [{sources}]"
            )


def _check(files: list[Path], profile: Profile | None, as_json: bool) -> None:
    from rapporteur.lint import linter
    from rapporteur.lint.report import lines

    problems, unreadable = [], 0
    for file in files:
        try:
            problems += linter.lint_foreign(file, profile)
        except UserError as error:  # the other files are checked all the same
            typer.echo(f"{error}", err=True)
            unreadable += 1
    if as_json:
        print_json([problem.to_dict() for problem in problems])
    else:
        for line in lines(problems):
            typer.echo(line)
    counts = {level: sum(problem.severity is level for problem in problems) for level in Severity}
    typer.echo(
        f"files: {len(files)}, blockers: {counts[Severity.BLOCKER]}, "
        f"errors: {counts[Severity.ERROR]}, "
        f"warnings: {counts[Severity.WARNING]}, advice: {counts[Severity.INFO]}",
        err=True,
    )
    if unreadable:
        raise typer.Exit(2)
    raise typer.Exit(1 if counts[Severity.BLOCKER] or counts[Severity.ERROR] else 0)
