"""The commands about decisions: `decide`, `diff` and `impact`, parts of the command's."""

import getpass
import json
from pathlib import Path
from typing import Annotated

import typer

from rapporteur.design.cycle import Cycle, load_cycle

CycleId = Annotated[str, typer.Argument(metavar="CYCLE", help="A folder under inputs/.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]
About = Annotated[
    str, typer.Argument(metavar="SUBMISSION", help="Twelve digits of a file, or a respondent.")
]

app = typer.Typer()


@app.command()
def decide(
    context: typer.Context,
    cycle_id: CycleId,
    decision: Annotated[
        str, typer.Argument(help="waive, admit, refuse, withdraw, assign, correct or stand.")
    ],
    submission: About,
    reason: Annotated[str, typer.Option(help="Why; it is shown with the evidence.")],
    finding: Annotated[str, typer.Option(metavar="CODE", help="The finding to waive.")] = "",
    question: Annotated[str, typer.Option(metavar="NAME", help="A question of the form.")] = "",
    row: Annotated[str, typer.Option(metavar="N", help="The row of its table, from 1.")] = "",
    value: Annotated[
        str, typer.Option(help="The corrected answer, or the respondent to assign to.")
    ] = "",
    source: Annotated[str, typer.Option(help="Where a corrected answer comes from.")] = "",
    who: Annotated[str, typer.Option(help="Who decided; else your login name.")] = "",
) -> None:
    """Write down a decision about a received file; the next run applies it."""
    from rapporteur.evaluate.decide import decide as write

    taken = write(
        _cycle(context, cycle_id),
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
    typer.echo(f"{taken.decision} {taken.submission}: line {taken.line} of decisions.csv")
    typer.echo(f"Run `rapporteur run {cycle_id}` to apply it.", err=True)


@app.command()
def diff(
    context: typer.Context,
    cycle_id: CycleId,
    respondent: Annotated[str, typer.Argument(help="A code of the roster.")],
    before: Annotated[str, typer.Argument(help="A submission; else the last but one.")] = "",
    after: Annotated[str, typer.Argument(help="A submission; else the last.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show what two files of a respondent answer differently, question by question."""
    from rapporteur.evaluate.compare_files import diff as compare

    found = compare(_cycle(context, cycle_id), respondent, before, after)
    typer.echo(_json(found.to_dict()) if as_json else "\n".join(found.lines()))


@app.command()
def impact(
    context: typer.Context,
    cycle_id: CycleId,
    submission: Annotated[str, typer.Argument(help="A late file; else all of them.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show what would change in the tables if late files were admitted."""
    from rapporteur.evaluate.late_files import impact as weigh

    found = weigh(_cycle(context, cycle_id), submission)
    typer.echo(_json(found.to_dict()) if as_json else "\n".join(found.lines()))


def _cycle(context: typer.Context, cycle_id: str) -> Cycle:
    home = context.find_root().obj
    assert isinstance(home, Path)
    return load_cycle(home, cycle_id)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)
