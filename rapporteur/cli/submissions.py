"""The commands about received files: `check`, `decide`, `diff` and `impact`."""

import getpass
from pathlib import Path
from typing import Annotated

import typer

from rapporteur.cli.console import ERR
from rapporteur.cli.shared import AsJson, CycleId, cycle_of, home_of, print_json

app = typer.Typer()


@app.command()
def check(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Returned workbooks.")],
    language: Annotated[
        str | None,
        typer.Option(
            metavar="LL",
            help="ISO 639-1 code of the language of the findings (default: each workbook's own).",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Validate returned questionnaires without keeping anything.

    Shows what is wrong, in which cells and how to correct it, in the language of the workbook
    unless --language is set; with --json each cell by itself. Exits with 1 if anything must be
    corrected.
    """
    from rapporteur.operate import judge

    home = home_of(context)
    report = judge.ask(home, files, language, as_json=as_json)
    if report is None:
        from rapporteur.evaluate import check_files

        received = [check_files.received(path) for path in files]
        report = check_files.report(home, received, language, as_json=as_json)
    typer.echo(report.text, nl=False)
    ERR.print(
        f"{len(files)} files, {report.findings} findings, {report.serious} of them to be corrected"
    )
    raise typer.Exit(1 if report.serious else 0)


@app.command()
def decide(
    context: typer.Context,
    cycle_id: CycleId,
    decision: Annotated[
        str, typer.Argument(help="waive, admit, refuse, withdraw, assign, correct or stand.")
    ],
    submission: Annotated[
        str,
        typer.Argument(
            metavar="SUBMISSION",
            help="A submission's id, twelve hexadecimal digits, or a respondent's code.",
        ),
    ],
    reason: Annotated[str, typer.Option(help="Why; it is shown with the evidence.")],
    finding: Annotated[str, typer.Option(metavar="CODE", help="The finding to waive.")] = "",
    question: Annotated[str, typer.Option(metavar="NAME", help="A question of the form.")] = "",
    row: Annotated[str, typer.Option(metavar="N", help="The row of its table, from 1.")] = "",
    value: Annotated[
        str, typer.Option(help="The corrected answer, or the respondent to assign to.")
    ] = "",
    source: Annotated[str, typer.Option(help="Where a corrected answer comes from.")] = "",
    who: Annotated[str, typer.Option(help="Who decided (default: your login name).")] = "",
) -> None:
    """Record a decision about a received file; the next run applies it."""
    from rapporteur.evaluate.decide import decide as record

    recorded = record(
        cycle_of(context, cycle_id),
        {
            "who": who or getpass.getuser(),
            "submission": submission,
            "decision": decision,
            "finding": finding,
            "question": question,
            "row": row,
            "value": value,
            "source": source,
            "reason": reason,
        },
    )
    typer.echo(f"{recorded.decision} {recorded.submission}: line {recorded.line} of decisions.csv")
    typer.echo(f"Run `rapporteur run {cycle_id}` to apply it.", err=True)


@app.command()
def diff(
    context: typer.Context,
    cycle_id: CycleId,
    respondent: Annotated[str, typer.Argument(help="A code of the roster.")],
    before: Annotated[str, typer.Argument(help="A submission (default: the last but one).")] = "",
    after: Annotated[str, typer.Argument(help="A submission (default: the last).")] = "",
    as_json: AsJson = False,
) -> None:
    """Show, question by question, where two files of a respondent differ."""
    from rapporteur.evaluate import compare_files

    difference = compare_files.diff(cycle_of(context, cycle_id), respondent, before, after)
    if as_json:
        print_json(difference.to_dict())
    else:
        typer.echo("\n".join(difference.lines()))


@app.command()
def impact(
    context: typer.Context,
    cycle_id: CycleId,
    submission: Annotated[
        str,
        typer.Argument(
            help="A late or unverified submission, or a respondent's (default: all late ones)."
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show what would change in the tables if late or unverified files were admitted."""
    from rapporteur.evaluate import late_files

    cycle = cycle_of(context, cycle_id)
    changes = late_files.impact(cycle, submission)
    if as_json:
        print_json(changes.to_dict())
    else:
        typer.echo("\n".join(changes.lines(cycle)))
